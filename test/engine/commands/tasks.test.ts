import { expect } from 'chai'
import type { Actor } from '../../../engine/index.ts'
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

const leave = diagram(
  'leave',
  line(
    'start',
    '<userTask id="apply" name="Apply" camunda:candidateGroups="clerks"><extensionElements><camunda:properties><camunda:property name="nameEn" value="Apply for leave" /></camunda:properties></extensionElements></userTask>',
    '<userTask id="check" camunda:candidateGroups="clerks,heads"><extensionElements><camunda:properties><camunda:property name="notCompletedBy" value="apply" /></camunda:properties></extensionElements></userTask>',
    'end',
  ),
)

describe('a task', () => {
  let house: TestEngine
  beforeEach(async () => {
    house = await openEngine({ files: [leave] })
  })
  afterEach(() => house.close())

  it('goes from candidate to holder to the next task, and history says who did what', async () => {
    const instance = await house.start('leave', { days: 3 })
    const { id: taskId } = await house.task('apply')

    const claimed = await house.engine.claimTask({ by: anna, taskId })
    const { task } = await house.engine.completeTask({ by: anna, taskId, data: {} })

    expect(claimed).to.include({ assignee: 'anna', claimedAt: '2026-03-02T08:00:00.000Z', nameEn: 'Apply for leave' })
    expect(task).to.include({ state: 'completed', completedBy: 'anna' })
    expect(await house.openTasks(instance.id)).to.deep.equal(['check'])
    const history = await house.engine.listHistory({
      institutionId: 'local',
      processInstanceId: instance.id,
      limit: 200,
    })
    expect(history.items.filter((event) => event.by === 'anna').map((event) => event.type)).to.include.members([
      'task-claimed',
      'task-completed',
    ])
    expect(history.items.map((event) => event.sequence)).to.deep.equal(history.items.map((_, index) => index + 1))
  })

  it('of one scope is found and taken by who holds the role there or everywhere, not by who holds it elsewhere', async () => {
    const scoped = diagram('scoped', line('start', '<userTask id="offer" camunda:candidateGroups="SM@S-014" />', 'end'))
    await house.engine.deploy({
      by: { ...anna, mayManage: true },
      name: 'scoped',
      owner: { institutionId: 'local', holderId: '' },
      resources: [scoped],
      activate: true,
    })
    await house.start('scoped')
    const { id: taskId } = await house.task('offer')
    const seenBy = async ({ id: userId, groups }: Actor): Promise<number> =>
      (await house.engine.listTasks({ institutionId: 'local', visibleTo: { userId, groups } })).items.length
    const here = person('here', ['SM', 'SM@S-014'])
    const everywhere = person('everywhere', ['SM', 'SM@*'])
    const elsewhere = person('elsewhere', ['SM', 'SM@S-0', 'SMS@*'])

    expect(await Promise.all([here, everywhere, elsewhere].map(seenBy))).to.deep.equal([1, 1, 0])
    expect(await codeOf(house.engine.claimTask({ by: elsewhere, taskId }))).to.equal('not-allowed')
    expect((await house.engine.claimTask({ by: everywhere, taskId })).assignee).to.equal('everywhere')
  })

  it('is nobody’s whom it concerns too closely, not even by assignment', async () => {
    const complaint = diagram(
      'complaint',
      line(
        'start',
        '<userTask id="judge" camunda:candidateGroups="clerks"><extensionElements><camunda:properties><camunda:property name="notFor" value="about" /></camunda:properties></extensionElements></userTask>',
        'end',
      ),
    )
    const owner = { institutionId: 'local', holderId: '' }
    const by = { ...anna, mayManage: true }
    await house.engine.deploy({ by, name: 'complaint', owner, resources: [complaint], activate: true })
    await house.start('complaint', { about: ['anna'] })
    const { id: taskId } = await house.task('judge')

    expect(await codeOf(house.engine.claimTask({ by: anna, taskId }))).to.equal('not-allowed')
    expect(await codeOf(house.engine.completeTask({ by, taskId, data: {} }))).to.equal('not-allowed')
    await house.engine.claimTask({ by: peteris, taskId })
    const substitute = { ...peteris, onBehalfOf: 'anna' }
    expect(await codeOf(house.engine.completeTask({ by: substitute, taskId, data: {} }))).to.equal('not-allowed')
    expect(await codeOf(house.engine.assignTask({ by: peteris, taskId, assignee: 'anna' }))).to.equal('not-allowed')
    const { task } = await house.engine.completeTask({ by: peteris, taskId, data: {} })
    expect(task).to.include({ state: 'completed', completedBy: 'peteris' })
  })

  it('that two complete at once is completed by one, and the other is told by whom', async () => {
    await house.start('leave')
    const { id: taskId } = await house.task('apply')

    const outcome = await Promise.allSettled(
      [anna, peteris].map((by) => house.engine.completeTask({ by, taskId, data: {} })),
    )

    expect(outcome.map((one) => one.status)).to.deep.equal(['fulfilled', 'rejected'])
    const refusal: unknown = outcome[1]?.status === 'rejected' ? outcome[1].reason : null
    expect(refusal).to.include({ code: 'task-not-open' })
    expect(refusal).to.have.nested.property('details.by', 'anna')
    expect(await house.openTasks()).to.deep.equal(['check'])
  })

  it('held by one is not for another, except for who may manage', async () => {
    await house.start('leave')
    const { id: taskId } = await house.task('apply')
    await house.engine.claimTask({ by: anna, taskId })

    expect(await codeOf(house.engine.claimTask({ by: peteris, taskId }))).to.equal('task-claimed-by-another')
    expect(await codeOf(house.engine.completeTask({ by: peteris, taskId, data: {} }))).to.equal(
      'task-claimed-by-another',
    )
    expect(await codeOf(house.engine.unclaimTask({ by: peteris, taskId }))).to.equal('task-claimed-by-another')
    await house.engine.assignTask({ by: { ...person('head'), mayManage: true }, taskId, assignee: 'peteris' })
    const { task } = await house.engine.completeTask({ by: peteris, taskId, data: {} })

    expect(task.completedBy).to.equal('peteris')
  })

  it('is not for those who are no candidates', async () => {
    await house.start('leave')
    const { id: taskId } = await house.task('apply')

    expect(await codeOf(house.engine.claimTask({ by: person('guest', []), taskId }))).to.equal('not-allowed')
    expect(await codeOf(house.engine.completeTask({ by: person('guest', []), taskId, data: {} }))).to.equal(
      'not-allowed',
    )
    expect(await codeOf(house.engine.claimTask({ by: { ...anna, institutionId: 'other' }, taskId }))).to.equal(
      'not-found',
    )
  })

  it('that checks another is not for who did that one, not even when they may manage', async () => {
    await house.start('leave')
    await house.complete('apply', {}, anna)
    const { id: taskId } = await house.task('check')

    expect(await codeOf(house.engine.claimTask({ by: anna, taskId }))).to.equal('not-allowed')
    expect(await codeOf(house.engine.completeTask({ by: { ...anna, mayManage: true }, taskId, data: {} }))).to.equal(
      'not-allowed',
    )
    expect(
      await codeOf(house.engine.assignTask({ by: { ...peteris, mayManage: true }, taskId, assignee: 'anna' })),
    ).to.equal('not-allowed')
    await house.complete('check', {}, peteris)

    expect(await house.openTasks()).to.deep.equal([])
  })

  it('keeps its comments', async () => {
    await house.start('leave')
    const { id: taskId } = await house.task('apply')

    await house.engine.commentTask({ by: anna, taskId, text: ' Called back on Friday. ' })

    expect(await codeOf(house.engine.commentTask({ by: anna, taskId, text: ' ' }))).to.equal('data-rejected')
    const { comments } = await house.engine.getTask({ institutionId: 'local', taskId })
    expect(comments.map(({ by, text }) => ({ by, text }))).to.deep.equal([
      { by: 'anna', text: 'Called back on Friday.' },
    ])
  })

  it('of a suspended case waits until the case goes on', async () => {
    const { id: processInstanceId } = await house.start('leave')
    const { id: taskId } = await house.task('apply')
    const manager = { ...anna, mayManage: true }

    await house.engine.suspendProcessInstance({ by: manager, processInstanceId, suspended: true })
    expect(await codeOf(house.engine.completeTask({ by: anna, taskId, data: {} }))).to.equal('instance-not-active')
    await house.engine.suspendProcessInstance({ by: manager, processInstanceId, suspended: false })
    await house.engine.completeTask({ by: anna, taskId, data: {} })

    expect(await house.openTasks()).to.deep.equal(['check'])
  })

  it('of a cancelled case is gone', async () => {
    const { id: processInstanceId } = await house.start('leave')
    const { id: taskId } = await house.task('apply')

    const ended = await house.engine.cancelProcessInstance({
      by: { ...anna, mayManage: true },
      processInstanceId,
      reason: 'withdrawn',
    })

    expect(ended.state).to.equal('cancelled')
    expect(await codeOf(house.engine.completeTask({ by: anna, taskId, data: {} }))).to.equal('task-not-open')
    expect(await codeOf(house.engine.cancelProcessInstance({ by: anna, processInstanceId, reason: 'again' }))).to.equal(
      'instance-not-active',
    )
  })
})
