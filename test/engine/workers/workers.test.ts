import { expect } from 'chai'
import { type Handler, type Store, openStore } from '../../../engine/index.ts'
import { untilNothingIsDue } from '../../../engine/workers/until-nothing-is-due.ts'
import { createWorker } from '../../../engine/workers/worker.ts'
import { diagram, line } from '../../support/diagram-file.ts'
import { openEngine } from '../../support/open-engine.ts'
import { silentLog } from '../../support/silent-log.ts'

const steps = diagram(
  'steps',
  line(
    'start',
    '<serviceTask id="one" camunda:class="step" />',
    '<serviceTask id="two" camunda:class="step" />',
    '<callActivity id="call" calledElement="inner" />',
    '<userTask id="done" />',
    'end',
  ),
)
const inner = diagram('inner', line('start', '<serviceTask id="three" camunda:class="step" />', 'end'))

describe('running workers', () => {
  it('do the automatic steps while the caller waits, so that the next task is there', async () => {
    const house = await openEngine({ files: [steps, inner], handlers: { step: async () => ({}) } })
    house.engine.startWorkers()

    const { id } = await house.start('steps')

    expect(await house.openTasks(id)).to.deep.equal(['done'])
    await house.close()
  })

  it('finish what they do before the engine closes, and take it up again after it opened', async () => {
    let entered = (): void => {}
    const begun = new Promise<void>((resolve) => (entered = resolve))
    const slow: Handler = async () => {
      entered()
      await new Promise((resolve) => setTimeout(resolve, 30))
      return { variables: { finished: true } }
    }
    const house = await openEngine({ files: [steps, inner], handlers: { step: slow }, onDisk: true })
    const { id: processInstanceId } = await house.start('steps')
    house.engine.startWorkers()
    await begun

    await house.restart()

    const { variables } = await house.engine.getProcessInstance({ institutionId: 'local', processInstanceId })
    expect(variables).to.deep.equal({ finished: true })
    await house.settle()
    expect(await house.openTasks()).to.deep.equal(['done'])
    await house.close()
  })

  it('let a command that is done be answered also when the engine closes before its automatic steps', async () => {
    let entered = (): void => {}
    const begun = new Promise<void>((resolve) => (entered = resolve))
    const slow: Handler = async () => {
      entered()
      await new Promise((resolve) => setTimeout(resolve, 30))
      return {}
    }
    const house = await openEngine({ files: [steps, inner], handlers: { step: slow }, onDisk: true })
    house.engine.startWorkers()
    const started = Promise.allSettled([1, 2, 3, 4, 5].map(() => house.start('steps')))
    await begun

    await house.restart()

    const answers = (await started).map((answer) => (answer.status === 'fulfilled' ? 'done' : String(answer.reason)))
    expect(answers).to.deep.equal(['done', 'done', 'done', 'done', 'done'])
    await house.close()
  })

  it('let no handler write after its time', async () => {
    let late: Promise<unknown> = Promise.resolve()
    const forgetful: Handler = async ({ records }) => {
      late = new Promise((resolve) => setTimeout(resolve, 5)).then(() => records.get('any', 'id'))
      late.catch(() => {})
      return {}
    }
    const house = await openEngine({ files: [steps, inner], handlers: { step: forgetful } })
    await house.start('steps')
    await house.settle()

    const error: unknown = await late.catch((thrown: unknown) => thrown)
    expect(error).to.have.property('message').that.includes('went on')
    await house.close()
  })
})

describe('doing what is due until nothing is', () => {
  it('goes on as long as a crowd takes', async () => {
    let left = 30_000
    await untilNothingIsDue(async () => {
      const done = Math.min(left, 12)
      left -= done
      return done
    })
    expect(left).to.equal(0)
  })

  it('says so when that never ends', async () => {
    const error: unknown = await untilNothingIsDue(async () => 1).catch((thrown: unknown) => thrown)
    expect(error).to.have.property('message').that.includes('there is always more')
  })
})

describe('a worker', () => {
  const ports = (store: Store) => ({ store, log: silentLog, afterRound: () => {} })
  let store: Store

  beforeEach(async () => {
    store = await openStore({ path: ':memory:', clock: { now: () => new Date() }, log: silentLog })
  })

  afterEach(() => store.close())

  it('puts aside what fails and goes on with the rest', async () => {
    const done: string[] = []
    const aside: string[] = []
    let items = ['a', 'poison', 'b']
    const worker = createWorker<string>(
      {
        name: 'test',
        find: async () => items,
        run: async (item) => {
          if (item === 'poison') throw new Error('no')
          items = items.filter((other) => other !== item)
          done.push(item)
        },
        failed: async (item) => {
          items = items.filter((other) => other !== item)
          aside.push(item)
        },
      },
      ports(store),
    )

    for (let left = 1; left > 0;) ({ done: left } = await worker.round())

    expect(done).to.deep.equal(['a', 'b'])
    expect(aside).to.deep.equal(['poison'])
    await worker.stop()
  })

  it('goes on with the rest also when the failure itself cannot be written down', async () => {
    const done: string[] = []
    const worker = createWorker<string>(
      {
        name: 'test',
        find: async () => ['poison', 'b'],
        run: async (item) => {
          if (item === 'poison') throw new Error('no')
          done.push(item)
        },
        failed: () => Promise.reject(new Error('no room')),
      },
      ports(store),
    )

    expect((await worker.round()).done).to.equal(1)
    expect(done).to.deep.equal(['b'])
    await worker.stop()
  })
})
