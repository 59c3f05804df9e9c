import { expect } from 'chai'
import { EMBEDDED } from '../../../engine/index.ts'
import type { TaskEventCall, TaskEventOutcome, TaskEvents } from '../../../engine/index.ts'
import { diagram, line } from '../../support/diagram-file.ts'
import { type TestEngine, openEngine } from '../../support/open-engine.ts'

const property = (value: string): string =>
  `<extensionElements><camunda:properties><camunda:property name="deadline" value="${value}" /></camunda:properties></extensionElements>`
const work = diagram('work', line('start', '<userTask id="do" camunda:dueDate="=due" />', 'end'))
const quiet = diagram(
  'quiet',
  line(
    'start',
    `<userTask id="reminded" camunda:dueDate="P4D">${property('reminder')}</userTask>`,
    `<userTask id="silent" camunda:dueDate="P4D">${property('none')}</userTask>`,
    'end',
  ),
)

/** Reminds after three quarters of the time and remembers what it was told, with what it answers. */
class Host implements TaskEvents {
  readonly told: string[] = []
  answer: (call: TaskEventCall) => TaskEventOutcome = () => ({})
  remindAt({ openedAt, dueAt }: { openedAt: string; dueAt: string }): string {
    const [from, to] = [Date.parse(openedAt), Date.parse(dueAt)]
    return new Date(from + (to - from) * 0.75).toISOString()
  }
  heedsCompletion(data: { readonly [name: string]: unknown }): boolean {
    return 'minutes' in data
  }
  escalatedTaskEnded({ elementId }: { elementId: string }) {
    this.told.push(`ended ${elementId}`)
    return []
  }
  async candidateGroupOf(): Promise<string | null> {
    return null
  }
  async handle(call: TaskEventCall): Promise<TaskEventOutcome> {
    const outcome = this.answer(call)
    this.told.push(`${call.event.kind} ${call.task.elementId} ${call.now.slice(0, 10)}`)
    return outcome
  }
}

describe('the deadline of a task', () => {
  let house: TestEngine
  let host: Host
  const open = async (onDisk = false): Promise<void> => {
    host = new Host()
    house = await openEngine({ files: [work, quiet], taskEvents: host, onDisk })
  }
  afterEach(() => house.close())

  const start = async (due = 'P4D') => (await house.start('work', { due })).id
  const move = async (processInstanceId: string, due: string): Promise<void> => {
    mover = { processInstanceId, due }
    await house.complete('mover')
  }
  let mover = { processInstanceId: '', due: '' }
  /** A handler of another case moves the clock of the first, as pausing does. */
  const openWithMover = async (): Promise<void> => {
    host = new Host()
    const moving = diagram(
      'moving',
      line('start', '<userTask id="mover" />', '<serviceTask id="m" camunda:class="move" />', 'end'),
    )
    const handlers = {
      move: async () => ({
        changes: [{ where: { processInstanceId: mover.processInstanceId }, variables: { due: mover.due } }],
      }),
    }
    house = await openEngine({ files: [work, moving], taskEvents: host, handlers })
    await house.start('moving')
  }
  const historyOf = async (processInstanceId: string): Promise<string[]> => {
    const page = await house.engine.listHistory({ institutionId: 'local', processInstanceId, limit: 200 })
    return page.items.map(({ type }) => type)
  }

  it('is told once when it comes near and once when it is missed', async () => {
    await open()
    const id = await start()
    await house.passTime({ days: 2, hours: 23 })
    expect(host.told).to.deep.equal([])

    await house.passTime({ hours: 1 })
    expect(host.told).to.deep.equal(['due-soon do 2026-03-05'])
    await house.passTime({ days: 1 })
    await house.passTime({ days: 30 })

    expect(host.told).to.deep.equal(['due-soon do 2026-03-05', 'overdue do 2026-03-06'])
    expect(await historyOf(id)).to.include.members(['task-due-soon', 'task-overdue'])
  })

  it('is told of nobody who was in time', async () => {
    await open()
    await start()
    await house.passTime({ days: 1 })
    await house.complete('do')
    await house.passTime({ days: 30 })

    expect(host.told).to.deep.equal([])
  })

  it('that passed while nothing ran is told once after it, without the reminder', async () => {
    await open(true)
    await start()
    await house.engine.close()
    house.clock.move({ days: 40 })
    await house.restart()
    await house.settle()
    await house.restart()
    await house.passTime({ days: 1 })

    expect(host.told).to.deep.equal(['overdue do 2026-04-11'])
  })

  it('that moves away takes both with it', async () => {
    await openWithMover()
    const id = await start()
    await house.passTime({ days: 3 })
    await move(id, 'P4DT12H')
    expect(host.told).to.deep.equal(['due-soon do 2026-03-05'])

    await house.passTime({ days: 1 })
    expect(host.told, 'the old due date').to.deep.equal(['due-soon do 2026-03-05', 'due-soon do 2026-03-06'])
    await house.passTime({ hours: 12 })
    expect(host.told.at(-1)).to.equal('overdue do 2026-03-06')
  })

  it('that moves away a little is not reminded of at once: who moved it knows', async () => {
    await openWithMover()
    const id = await start()
    await house.passTime({ days: 3, hours: 12 })
    await move(id, 'P4DT4H')
    await house.passTime({ hours: 12 })
    expect(host.told).to.deep.equal(['due-soon do 2026-03-05'])

    await house.passTime({ hours: 4 })
    expect(host.told).to.deep.equal(['due-soon do 2026-03-05', 'overdue do 2026-03-06'])
  })

  it('that comes nearer is told at once', async () => {
    await openWithMover()
    const id = await start('P40D')
    await house.passTime({ days: 3 })
    await move(id, 'P3DT12H')

    expect(host.told).to.deep.equal(['due-soon do 2026-03-05'])
  })

  it('of a suspended case is told when that goes on', async () => {
    await open()
    const processInstanceId = await start()
    await house.engine.suspendProcessInstance({ by: EMBEDDED, processInstanceId, suspended: true })
    await house.passTime({ days: 3 })
    await house.passTime({ days: 3 })
    expect(host.told).to.deep.equal([])

    await house.engine.suspendProcessInstance({ by: EMBEDDED, processInstanceId, suspended: false })
    await house.settle()
    expect(host.told).to.deep.equal(['overdue do 2026-03-08'])
  })

  it('is told as far as its diagram wants', async () => {
    await open()
    await house.start('quiet')
    await house.passTime({ days: 40 })
    expect(host.told).to.deep.equal(['due-soon reminded 2026-04-11'])

    await house.complete('reminded')
    await house.passTime({ days: 40 })
    expect(host.told).to.have.length(1)
  })

  it('that the host cannot handle now is told again later, and nothing of the first try remains', async () => {
    await open()
    const id = await start()
    host.answer = () => {
      throw new Error('Expected a template, but there is none.')
    }
    await house.passTime({ days: 3 })
    expect(await historyOf(id)).to.not.include('task-due-soon')

    host.answer = () => ({ history: [{ type: 'reminder-sent', data: {} }] })
    await house.passTime({ minutes: 9 })
    expect(host.told).to.deep.equal([])
    await house.passTime({ minutes: 1 })
    expect(host.told).to.deep.equal(['due-soon do 2026-03-05'])
    expect((await historyOf(id)).slice(-2)).to.deep.equal(['task-due-soon', 'reminder-sent'])
  })

  it('is either missed or kept when both happen at the same moment', async () => {
    await open()
    const ids = await Promise.all(Array.from({ length: 20 }, () => start()))
    const { items } = await house.engine.listTasks({ institutionId: 'local', state: 'open', limit: 50 })
    house.clock.move({ days: 4 })
    const settled = house.engine.settle()
    await Promise.all(items.map(({ id: taskId }) => house.engine.completeTask({ by: EMBEDDED, taskId, data: {} })))
    await settled
    await house.settle()

    expect(await house.openTasks()).to.deep.equal([])
    for (const id of ids) {
      const types = await historyOf(id)
      const overdue = types.indexOf('task-overdue')
      expect(overdue === -1 || overdue < types.indexOf('task-completed')).to.equal(true)
    }
  })

  it('is nobody’s business in an engine whose host hears of nothing', async () => {
    house = await openEngine({ files: [work] })
    const id = await start()
    await house.passTime({ days: 40 })
    expect(await historyOf(id)).to.not.include('task-overdue')
  })

  describe('beside completion', () => {
    it('is the host’s to handle in the same transaction, where it concerns it', async () => {
      await open()
      const id = await start()
      host.answer = ({ event, task }) => {
        expect(event).to.deep.equal({ kind: 'completed', by: 'embedded', data: { minutes: 5 } })
        expect(task.state).to.equal('open')
        return { history: [{ type: 'work-counted', data: { minutes: 5 } }] }
      }
      await house.complete('do', { minutes: 5 })
      expect(host.told).to.deep.equal(['completed do 2026-03-02'])
      expect(await historyOf(id)).to.include.members(['work-counted', 'task-completed'])

      await start()
      await house.complete('do', { other: 5 })
      expect(host.told, 'it does not concern it').to.have.length(1)
    })

    it('does not happen when the host cannot handle it', async () => {
      await open()
      await start()
      host.answer = () => {
        throw new Error('Expected a rate, but there is none.')
      }
      const failure = await house.complete('do', { minutes: 5 }).catch((error: unknown) => error)
      expect(failure).to.have.property('message').that.includes('Expected a rate')
      expect(await house.openTasks()).to.deep.equal(['do'])
    })
  })
})
