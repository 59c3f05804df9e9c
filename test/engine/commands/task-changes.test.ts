import { expect } from 'chai'
import { EMBEDDED } from '../../../engine/index.ts'
import type { Actor, Handler, HandlerOutcome, TaskEvent, TaskEvents } from '../../../engine/index.ts'
import { diagram, line } from '../../support/diagram-file.ts'
import { codeOf } from '../../support/refusal.ts'
import { type TestEngine, openEngine } from '../../support/open-engine.ts'

const person = (id: string, groups: readonly string[] = ['clerks']): Actor => ({
  id,
  institutionId: 'local',
  groups,
  language: 'en',
  mayManage: false,
})
const anna = person('anna')
const peteris = person('peteris')

const checks =
  '<extensionElements><camunda:properties><camunda:property name="notCompletedBy" value="do" /></camunda:properties></extensionElements>'
const work = diagram(
  'work',
  line(
    'start',
    '<userTask id="do" camunda:candidateGroups="clerks" camunda:dueDate="=due" />',
    `<userTask id="check" camunda:candidateGroups="clerks">${checks}</userTask>`,
    'end',
  ),
)
const boss = diagram(
  'boss',
  line('start', '<userTask id="think" />', '<serviceTask id="decide" camunda:class="decide" />', 'end'),
)
const caller = diagram('caller', line('start', '<callActivity id="c" calledElement="work" />', 'end'))

describe('what a handler decides about other cases', () => {
  let house: TestEngine
  let outcome: HandlerOutcome
  let seen: Record<string, unknown>
  const decide: Handler = async ({ cases, variables }) => {
    seen = {
      other: await cases.instance(String(variables['other'])),
      nobody: await cases.instance('no-such-instance'),
      thinker: await cases.completedBy(['think', 'decide']),
    }
    return outcome
  }
  beforeEach(async () => {
    outcome = {}
    house = await openEngine({ files: [work, boss, caller], handlers: { decide } })
  })
  afterEach(() => house.close())

  const decides = async (what: HandlerOutcome, other = ''): Promise<void> => {
    outcome = what
    await house.start('boss', { other })
    await house.complete('think')
  }
  const linesOf = async (processInstanceId: string, type: string) =>
    (await house.engine.listHistory({ institutionId: 'local', processInstanceId, limit: 200 })).items
      .filter((event) => event.type === type)
      .map(({ data }) => data)

  it('rests on what it may know of them', async () => {
    const { id } = await house.start('caller', { due: 'P4D' }, 'CASE-1')
    await house.settle()
    const task = await house.task('do')
    await decides({}, task.processInstanceId)

    expect(seen).to.deep.include({ nobody: null, thinker: 'embedded' })
    expect(seen['other']).to.deep.include({
      processKey: 'work',
      rootInstanceId: id,
      businessKey: 'CASE-1',
      isRunning: true,
      processInstanceId: task.processInstanceId,
    })
  })

  it('gives a task to somebody and moves its due date, with a note in its history', async () => {
    const { id } = await house.start('work', { due: 'P4D' })
    const { id: taskId } = await house.task('do')
    const note = { decision: 'help' }
    await decides({ tasks: [{ where: { taskId }, assignee: 'peteris', dueAt: '2026-04-01T10:00:00.000Z', note }] })

    expect(await house.task('do')).to.include({ assignee: 'peteris', dueAt: '2026-04-01T10:00:00.000Z' })
    expect(await linesOf(id, 'task-assigned')).to.deep.equal([{ taskId, from: null, to: 'peteris', ...note }])
    expect(await linesOf(id, 'task-due-changed')).to.deep.equal([
      { taskId, from: '2026-03-06T08:00:00.000Z', to: '2026-04-01T10:00:00.000Z', ...note },
    ])
  })

  it('fixes the due date: it is not computed again when the clock of the case moves', async () => {
    const { id: processInstanceId } = await house.start('work', { due: 'P4D' })
    await decides({ changes: [{ where: { processInstanceId }, variables: { due: 'P8D' } }] })
    expect((await house.task('do')).dueAt, 'computed').to.equal('2026-03-10T08:00:00.000Z')
    const where = { processInstanceId, elementId: 'do' }
    await decides({ tasks: [{ where, dueAt: '2026-04-01T10:00:00.000Z' }] })
    await decides({ changes: [{ where: { processInstanceId }, variables: { due: 'P9D' } }] })

    expect((await house.task('do')).dueAt).to.equal('2026-04-01T10:00:00.000Z')
  })

  it('warns in the history of a task that is done, or that the person must not have', async () => {
    const { id } = await house.start('work', { due: 'P4D' })
    const { id: taskId } = await house.task('do')
    await house.complete('do', {}, anna)
    await decides({ tasks: [{ where: { taskId }, assignee: 'peteris' }] })
    await decides({ tasks: [{ where: { processInstanceId: id, elementId: 'check' }, assignee: 'anna' }] })

    expect((await house.task('check')).assignee).to.equal(null)
    expect((await linesOf(id, 'warning')).map(({ warning }) => warning)).to.deep.equal([
      'no-task-to-change',
      'task-not-assigned',
    ])
  })

  it('ends cases and writes into their history; one that has ended hears nothing', async () => {
    const { id: processInstanceId } = await house.start('work', { due: 'P4D' })
    const note = { processInstanceId, elementId: 'do', type: 'decided-elsewhere', data: { by: 'boss' } }
    await decides({ notes: [note], cancels: [{ processInstanceId, reason: 'not needed' }] })
    await decides({ notes: [note], tasks: [{ where: { processInstanceId, elementId: 'do' }, assignee: 'anna' }] })

    const details = await house.engine.getProcessInstance({ institutionId: 'local', processInstanceId })
    expect(details.state).to.equal('cancelled')
    expect(await linesOf(processInstanceId, 'decided-elsewhere')).to.deep.equal([{ by: 'boss' }])
    expect(await linesOf(processInstanceId, 'task-assigned')).to.deep.equal([])
  })
})

describe('a task that its holder cannot do', () => {
  let house: TestEngine
  let heard: TaskEvent[]
  const host: TaskEvents = {
    remindAt: () => null,
    heedsCompletion: () => false,
    escalatedTaskEnded: () => [],
    candidateGroupOf: async (groupId) => (groupId === 'archive' ? 'experts@archive' : null),
    handle: async ({ event }) => {
      heard.push(event)
      return { history: [{ type: 'told-above', data: {} }] }
    },
  }
  let taskId: string
  beforeEach(async () => {
    heard = []
    house = await openEngine({ files: [work], taskEvents: host })
    await house.start('work', { due: 'P4D' })
    taskId = (await house.task('do')).id
    await house.engine.claimTask({ by: anna, taskId })
  })
  afterEach(() => house.close())
  const types = async (): Promise<string[]> => {
    const { processInstanceId } = await house.task('do')
    const page = await house.engine.listHistory({ institutionId: 'local', processInstanceId, limit: 200 })
    return page.items.map(({ type }) => type)
  }

  it('goes to another group, whose members alone may take it; its due date stays', async () => {
    const { dueAt } = await house.task('do')
    const given = await house.engine.handOnTask({ by: anna, taskId, to: { group: 'experts' }, note: 'A hard one.' })

    expect(given).to.deep.include({ assignee: null, claimedAt: null, candidateGroups: ['experts'], dueAt })
    expect(await house.task('do')).to.deep.include({ candidateGroups: ['experts'], candidateUsers: [] })
    expect(await codeOf(house.engine.claimTask({ by: anna, taskId }))).to.equal('not-allowed')
    expect((await house.engine.claimTask({ by: person('eva', ['experts']), taskId })).assignee).to.equal('eva')
    expect(await types()).to.include('task-handed-on')
  })

  it('goes to a group that the host knows by its id', async () => {
    await house.engine.handOnTask({ by: anna, taskId, to: { groupId: 'archive' }, note: '' })
    expect((await house.task('do')).candidateGroups).to.deep.equal(['experts@archive'])
    const unknown = house.engine.handOnTask({ by: EMBEDDED, taskId, to: { groupId: 'nobody' }, note: '' })
    expect(await codeOf(unknown)).to.equal('not-found')
  })

  it('stays with the group that it is given to again', async () => {
    await house.engine.handOnTask({ by: anna, taskId, to: { group: 'clerks' }, note: '' })
    expect(await house.task('do')).to.deep.include({ candidateGroups: ['clerks'], assignee: null })
  })

  it('is escalated to somebody above and stays where it is', async () => {
    await house.engine.escalateTask({ by: anna, taskId, reason: 'supplier', note: 'No answer.' })

    expect(heard).to.deep.equal([{ kind: 'escalated', by: 'anna', reason: 'supplier', note: 'No answer.' }])
    expect((await house.task('do')).assignee).to.equal('anna')
    expect((await types()).slice(-2)).to.deep.equal(['task-escalated', 'told-above'])
  })

  it('is handed on and escalated by its holder or a manager only', async () => {
    const handOn = (by: Actor) => codeOf(house.engine.handOnTask({ by, taskId, to: { group: 'experts' }, note: '' }))
    const escalate = (by: Actor) => codeOf(house.engine.escalateTask({ by, taskId, reason: 'other', note: '' }))

    expect([await handOn(peteris), await escalate(peteris)]).to.deep.equal(['not-allowed', 'not-allowed'])
    expect(await escalate({ ...peteris, mayManage: true })).to.equal('not refused')
    expect(await handOn({ ...peteris, mayManage: true })).to.equal('not refused')
    expect(heard).to.have.length(1)
  })

  it('is escalated to nobody where the host hears of nothing', async () => {
    const alone = await openEngine({ files: [work] })
    await alone.start('work', { due: 'P4D' })
    const { id } = await alone.task('do')
    const refused = alone.engine.escalateTask({ by: EMBEDDED, taskId: id, reason: 'other', note: '' })
    expect(await codeOf(refused)).to.equal('no-task-events')
    await alone.close()
  })
})
