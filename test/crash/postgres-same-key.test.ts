/** One request that is sent to two nodes at the same time, since the first did not answer in time. */
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'chai'
import type { Engine } from '../../engine/engine.ts'
import { silentLog } from '../support/silent-log.ts'
import { testServer } from './postgres/test-server.ts'
import type { Arena } from './victim/arena.ts'
import { openVictim } from './victim/open-victim.ts'
import { CLIENT, engineDoor } from './workload/door.ts'
import { SURVEY } from './workload/processes.ts'

const server = testServer()
/** How long the first node holds its transaction open before it commits. */
const HELD_MS = 1500
const once = { by: CLIENT, idempotency: { key: 'once', fingerprint: '' } }

describe('a request that goes to two nodes at the same time, with one idempotency key', function () {
  this.timeout(60_000)
  let arena: Arena
  let slow: Engine
  let quick: Engine
  beforeEach(async () => {
    arena = await server.open()
    const options = { database: arena.address, seed: 'same-key', workers: false }
    slow = await openVictim({ ...options, commitDelayMs: HELD_MS }, silentLog)
    quick = await openVictim(options, silentLog)
  })
  afterEach(async () => {
    await Promise.all([slow.close(), quick.close()])
    await arena.remove()
  })
  after(() => server.close())

  /** Tells both, the second when the first has done everything but its commit. */
  async function tellBoth(tell: (engine: Engine) => Promise<object>): Promise<readonly unknown[]> {
    const first = tell(slow)
    await pause(HELD_MS / 3)
    return (await Promise.allSettled([first, tell(quick)])).map((one) =>
      one.status === 'fulfilled' ? { ...one.value, replayed: undefined } : String(one.reason),
    )
  }

  it('completes a task once, and both nodes give the same answer', async () => {
    const { id } = await quick.startProcessInstance({ by: CLIENT, processKey: SURVEY })
    const [task] = await engineDoor(quick).openTasks(id)
    const [first, second] = await tellBoth((engine) =>
      engine.completeTask({ ...once, taskId: task?.id ?? '', data: {} }),
    )
    expect(first).to.be.an('object')
    expect(second).to.deep.equal(first)
  })

  it('starts one case, and both nodes give the same answer', async () => {
    const [first, second] = await tellBoth((engine) => engine.startProcessInstance({ ...once, processKey: SURVEY }))
    expect(first).to.be.an('object')
    expect(second).to.deep.equal(first)
  })

  it('cancels a case once, and both nodes give the same answer', async () => {
    const { id: processInstanceId } = await quick.startProcessInstance({ by: CLIENT, processKey: SURVEY })
    const [first, second] = await tellBoth((engine) =>
      engine.cancelProcessInstance({ ...once, processInstanceId, reason: 'withdrawn' }),
    )
    expect(first).to.be.an('object')
    expect(second).to.deep.equal(first)
  })
})
