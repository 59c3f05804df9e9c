/** One request that is sent to two nodes at the same time, since the first did not answer in time. */
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'chai'
import { silentLog } from '../support/silent-log.ts'
import { testServer } from './postgres/test-server.ts'
import { openVictim } from './victim/open-victim.ts'
import { CLIENT, engineDoor } from './workload/door.ts'
import type { Told } from './workload/journal.ts'
import { SURVEY } from './workload/processes.ts'

const server = testServer()
/** How long the first node holds its transaction open before it commits. */
const HELD_MS = 1500

describe('a request that goes to two nodes at the same time, with one idempotency key', function () {
  this.timeout(60_000)
  after(() => server.close())

  it('is done once, and both nodes give the same answer', async () => {
    const arena = await server.open()
    const options = { database: arena.address, seed: 'same-key', workers: false }
    const slow = await openVictim({ ...options, commitDelayMs: HELD_MS }, silentLog)
    const quick = await openVictim(options, silentLog)
    try {
      const { id } = await quick.startProcessInstance({ by: CLIENT, processKey: SURVEY })
      const [task] = await engineDoor(quick).openTasks(id)
      const told: Told = { key: 'once', command: 'completeTask', input: { taskId: task?.id ?? '', data: {} } }

      const first = engineDoor(slow).tell(told)
      // The first has done everything but its commit.
      await pause(HELD_MS / 3)
      const second = await engineDoor(quick).tell(told)

      expect(second).to.deep.equal(await first)
      expect(second.kind).to.equal('acknowledged')
    } finally {
      await Promise.all([slow.close(), quick.close()])
      await arena.remove()
    }
  })
})
