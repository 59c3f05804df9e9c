import { expect } from 'chai'
import type { Actor } from '../../../engine/index.ts'
import { EMBEDDED } from '../../../engine/index.ts'
import { diagram, line } from '../../support/diagram-file.ts'
import { codeOf } from '../../support/refusal.ts'
import { type TestEngine, openEngine } from '../../support/open-engine.ts'

const person = (id: string, more: Partial<Actor> = {}): Actor => ({
  id,
  institutionId: 'local',
  groups: ['clerks'],
  language: 'en',
  mayManage: false,
  ...more,
})
const anna = person('anna')
const peteris = person('peteris')

const task = (id: string, properties: Readonly<Record<string, string>> = {}, attributes = ''): string =>
  `<userTask id="${id}" camunda:candidateGroups="clerks" ${attributes}><extensionElements><camunda:properties>${Object.entries(
    properties,
  )
    .map(([name, value]) => `<camunda:property name="${name}" value="${value}" />`)
    .join('')}</camunda:properties></extensionElements></userTask>`

const permit = diagram(
  'permit',
  line(
    'start',
    task('write', { takeBack: 'true' }, 'camunda:dueDate="P5D"'),
    task('check', { sendBackTo: 'write', notCompletedBy: 'write', takeBack: 'true' }),
    '<intermediateThrowEvent id="tell"><signalEventDefinition signalRef="told" /></intermediateThrowEvent>',
    task('send'),
    'end',
  ),
  { signals: ['told'] },
)

describe('a task on its way back', () => {
  let house: TestEngine
  beforeEach(async () => {
    house = await openEngine({ files: [permit] })
  })
  afterEach(() => house.close())

  const engine = () => house.engine
  const history = async (processInstanceId: string) =>
    (await engine().listHistory({ institutionId: 'local', processInstanceId, limit: 200 })).items
  const variables = async (processInstanceId: string) =>
    (await engine().getProcessInstance({ institutionId: 'local', processInstanceId })).variables

  async function written(data: Record<string, string> = { text: 'second' }) {
    const { id } = await house.start('permit', { text: 'first' })
    const { id: taskId } = await house.task('write')
    await engine().claimTask({ by: anna, taskId })
    await engine().completeTask({ by: { ...anna, mayManage: true }, taskId, data })
    return { id, taskId }
  }

  it('goes to the one before it that the diagram names, with a note', async () => {
    const { id } = await written()
    const { id: taskId } = await house.task('check')
    const { sendBackTo } = await engine().getTask({ institutionId: 'local', taskId })
    expect(sendBackTo).to.deep.equal([{ elementId: 'write', name: null, nameEn: null }])
    const refused = await codeOf(engine().sendBackTask({ by: peteris, taskId, note: '', to: 'send' }))

    const { task: closed, opened } = await engine().sendBackTask({ by: peteris, taskId, note: 'A page is missing.' })

    expect(refused).to.equal('send-back-not-allowed')
    expect(closed).to.include({ state: 'cancelled', elementId: 'check' })
    expect(opened.map(({ elementId }) => elementId)).to.deep.equal(['write'])
    expect(await house.openTasks(id)).to.deep.equal(['write'])
    const details = await engine().getTask({ institutionId: 'local', taskId: opened[0]?.id ?? '' })
    expect(details.comments.map(({ by, text }) => [by, text])).to.deep.equal([['peteris', 'A page is missing.']])
    const sent = (await history(id)).find(({ type }) => type === 'task-sent-back')
    expect(sent).to.deep.include({ by: 'peteris', elementId: 'check' })
    expect(sent?.data).to.include({ to: 'write', note: 'A page is missing.' })
    await house.complete('write')
    expect(await house.openTasks(id)).to.deep.equal(['check'])
  })

  it('is not sent back by who may not take it, nor where the diagram says nothing', async () => {
    await written()
    const { id: taskId } = await house.task('check')
    expect(await codeOf(engine().sendBackTask({ by: person('eva', { groups: [] }), taskId, note: '' }))).to.equal(
      'not-allowed',
    )
    await house.start('permit')
    const { id: first } = await house.task('write')
    expect(await codeOf(engine().sendBackTask({ by: anna, taskId: first, note: '' }))).to.equal('send-back-not-allowed')
  })

  it('is taken back by who completed it, with its due date and the data as they were', async () => {
    const { id, taskId } = await written()
    const { dueAt } = await engine().getTaskView({ institutionId: 'local', taskId })
    await house.passTime({ days: 1 })
    expect(await codeOf(engine().takeBackTask({ by: peteris, taskId }))).to.equal('not-allowed')

    const details = await engine().getTask({ institutionId: 'local', taskId })
    expect(details.canBeTakenBack).to.equal(true)
    const { opened } = await engine().takeBackTask({ by: anna, taskId })

    expect(opened.map(({ elementId, assignee }) => [elementId, assignee])).to.deep.equal([['write', 'anna']])
    expect(opened[0]?.dueAt).to.equal(dueAt)
    expect(await house.openTasks(id)).to.deep.equal(['write'])
    expect(await variables(id)).to.deep.include({ text: 'first' })
    expect((await history(id)).map(({ type }) => type)).to.include('task-taken-back')
    expect(await codeOf(engine().takeBackTask({ by: anna, taskId }))).to.equal('take-back-not-allowed')
    await engine().completeTask({ by: anna, taskId: opened[0]?.id ?? '', data: {} })
    expect(await house.openTasks(id)).to.deep.equal(['check'])
  })

  it('stays once somebody has touched what came of it', async () => {
    const { id, taskId } = await written()
    await engine().claimTask({ by: peteris, taskId: (await house.task('check')).id })
    expect(await codeOf(engine().takeBackTask({ by: anna, taskId }))).to.equal('already-gone-on')
    expect((await engine().getTask({ institutionId: 'local', taskId })).canBeTakenBack).to.equal(false)
    expect(await house.openTasks(id)).to.deep.equal(['check'])

    const { id: checkId } = await house.task('check')
    await engine().completeTask({ by: peteris, taskId: checkId, data: {} })
    expect(await codeOf(engine().takeBackTask({ by: anna, taskId }))).to.equal('already-gone-on')
    // Its completion has thrown a signal: that cannot be taken back.
    expect(await codeOf(engine().takeBackTask({ by: peteris, taskId: checkId }))).to.equal('take-back-not-allowed')
  })

  it('has the diagram checked for where it may go', async () => {
    const wrong = diagram(
      'wrong',
      line('start', task('a', { takeBack: 'yes' }), task('b', { sendBackTo: 'a, nowhere, b' }), 'end'),
    )
    const problems = await engine().checkDeployment({ owner: { institutionId: '', holderId: '' }, resources: [wrong] })
    expect(problems.map(({ elementId, code }) => [elementId, code])).to.deep.equal([
      ['a', 'take-back-unknown'],
      ['b', 'send-back-unknown'],
      ['b', 'send-back-unknown'],
    ])
    expect(problems[1]?.message).to.match(/nowhere.*correct the id/)
  })
})

describe('a task that others work on', () => {
  let house: TestEngine
  beforeEach(async () => {
    house = await openEngine({ files: [permit] })
  })
  afterEach(() => house.close())
  const engine = () => house.engine

  it('is delegated, comes back, and is completed by its owner', async () => {
    const { id } = await house.start('permit')
    const { id: taskId } = await house.task('write')
    await engine().claimTask({ by: anna, taskId })
    expect(await codeOf(engine().delegateTask({ by: peteris, taskId, to: 'peteris', note: '' }))).to.equal(
      'not-allowed',
    )

    const delegated = await engine().delegateTask({ by: anna, taskId, to: 'peteris', note: 'Please draft it.' })
    expect(delegated).to.include({ owner: 'anna', assignee: 'peteris', delegationState: 'pending' })
    expect(await codeOf(engine().completeTask({ by: peteris, taskId, data: {} }))).to.equal('delegation-pending')
    expect(await codeOf(engine().resolveDelegation({ by: anna, taskId, note: '' }))).to.equal('not-allowed')

    const resolved = await engine().resolveDelegation({ by: peteris, taskId, note: '' })
    expect(resolved).to.include({ owner: 'anna', assignee: 'anna', delegationState: 'resolved' })
    expect(await codeOf(engine().resolveDelegation({ by: anna, taskId, note: '' }))).to.equal('not-delegated')
    await engine().completeTask({ by: anna, taskId, data: {} })
    expect(await house.openTasks(id)).to.deep.equal(['check'])
    const { comments } = await engine().getTask({ institutionId: 'local', taskId })
    expect(comments.map(({ text }) => text)).to.deep.equal(['Please draft it.'])
  })

  it('is nobody’s by delegation once it goes back to its group', async () => {
    await house.start('permit')
    const { id: taskId } = await house.task('write')
    await engine().claimTask({ by: anna, taskId })
    await engine().delegateTask({ by: anna, taskId, to: 'peteris', note: '' })
    expect(await engine().unclaimTask({ by: peteris, taskId })).to.include({ owner: null, delegationState: null })
  })

  it('is put off, and back, by its holder or who may take it', async () => {
    await house.start('permit')
    const { id: taskId } = await house.task('write')
    const query = { institutionId: 'local', state: 'open', followUpReached: true } as const
    const put = await engine().setFollowUp({ by: anna, taskId, followUpAt: '2026-03-05T10:00:00+02:00' })
    expect(put.followUpAt).to.equal('2026-03-05T08:00:00.000Z')
    expect((await engine().listTasks(query)).items).to.deep.equal([])
    expect(
      await codeOf(engine().setFollowUp({ by: person('eva', { groups: [] }), taskId, followUpAt: null })),
    ).to.equal('not-allowed')
    expect(await codeOf(engine().setFollowUp({ by: anna, taskId, followUpAt: 'soon' }))).to.equal('data-rejected')
    await engine().setFollowUp({ by: anna, taskId, followUpAt: null })
    expect((await engine().listTasks(query)).items).to.have.length(1)
  })

  it('is done in the place of somebody absent, history tells of both, and neither checks it', async () => {
    const { id } = await house.start('permit')
    const { id: taskId } = await house.task('write')
    await engine().assignTask({ by: EMBEDDED, taskId, assignee: 'anna' })
    const substitute = person('peteris', { groups: ['others'], onBehalfOf: 'anna' })
    expect(
      await codeOf(engine().completeTask({ by: person('peteris', { groups: ['others'] }), taskId, data: {} })),
    ).to.equal('task-claimed-by-another')

    const { task: done } = await engine().completeTask({ by: substitute, taskId, data: {} })

    expect(done).to.include({ completedBy: 'peteris', completedFor: 'anna' })
    const { items } = await engine().listHistory({
      institutionId: 'local',
      processInstanceId: id,
      type: 'task-completed',
    })
    expect(items.map(({ by, data }) => [by, data['onBehalfOf']])).to.deep.equal([['peteris', 'anna']])
    const { id: checkId } = await house.task('check')
    for (const by of [anna, peteris, person('eva', { onBehalfOf: 'anna' })])
      expect(await codeOf(engine().claimTask({ by, taskId: checkId }))).to.equal('not-allowed')
    await engine().claimTask({ by: person('eva'), taskId: checkId })
  })
})
