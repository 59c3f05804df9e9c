import { expect } from 'chai'
import type { Variables } from '../../engine/model/json.ts'
import { executorBundle } from '../support/executor.ts'
import { House, PEOPLE, person } from '../support/house.ts'

const { kac, exe, sm, pm, opm, mgmt } = PEOPLE

const classified: Variables = {
  kind: 'service_request',
  serviceId: 'service-s-021',
  category: 'category-information',
  impact: 'limited',
  urgency: 'low',
  admissibility: 'ok',
  l1Solvable: false,
}
const decided = (decision: string, changes: Variables = {}): Variables => ({
  decision,
  justification: 'Darbinieks ir slims.',
  informClient: false,
  ...changes,
})

for (const restarts of [false, true]) {
  describe(`an escalation${restarts ? ', restarted between every two steps' : ''}`, function () {
    this.timeout(60_000)
    let house: House
    let applicationId: string
    let taskId: string
    let source: string

    /** An application with the executor, whose task is the one escalated. */
    beforeEach(async () => {
      house = await House.open({ restarts, bundle: executorBundle })
      applicationId = await house.submit()
      await house.complete('APP_U01', kac, classified)
      const task = await house.task('EXE_U01')
      taskId = task.id
      source = task.processInstanceId
    })
    afterEach(() => house.close())

    const staff = (name: string, userId: string, roles: readonly Variables[] = [], more: Variables = {}) =>
      house.engine.createRecord({
        by: { ...pm, mayManage: true },
        register: 'person',
        data: { name, userId, roles, ...more },
      })
    const escalate = async (reason = 'complications', note = 'Nav piekļuves arhīvam.') => {
      if ((await house.task('EXE_U01')).assignee === null) await house.engine.claimTask({ by: exe, taskId })
      await house.engine.escalateTask({ by: exe, taskId, reason, note })
      await house.settle()
    }
    const escalation = async () => {
      const [found, ...others] = await house.records('escalation')
      if (!found || others.length > 0) throw new Error(`Expected one escalation, but there are ${others.length + 1}.`)
      return found
    }
    const typesOf = async (processInstanceId: string) =>
      (await house.history(processInstanceId)).map(({ type }) => type)
    const told = async (processInstanceId: string, type: string) =>
      (await house.history(processInstanceId)).filter((event) => event.type === type).map(({ data }) => data)

    it('by the executor is decided by the process manager, who gives the task to somebody else', async () => {
      const other = await house.record('person', 'person-inese-ozola')
      await escalate()
      const { id } = await escalation()
      expect(await escalation()).to.include({ status: 'open', number: 'E-2026-00001' })
      expect((await escalation()).data).to.include({
        applicationId,
        sourceInstance: source,
        sourceTask: 'EXE_U01',
        taskId,
        level: 1,
        reason: 'complications',
        note: 'Nav piekļuves arhīvam.',
        raisedBy: 'exe',
      })
      expect((await house.task('ESC_U01')).candidateGroups).to.deep.equal(['PM@request'])

      await house.complete('ESC_U01', pm, decided('reassign', { newAssignee: other.id }))

      expect((await house.task('EXE_U01')).assignee).to.equal('exe2')
      expect(await house.instance(id)).to.include({ state: 'completed', endState: 'escalation_resolved' })
      expect(await escalation()).to.include({ status: 'resolved' })
      expect((await escalation()).data).to.include({ decision: 'reassign', decidedBy: 'pm', newAssignee: other.id })
      const [line] = await told(source, 'escalation-decided')
      expect(line).to.include({ decision: 'reassign', decidedBy: 'pm', justification: 'Darbinieks ir slims.' })
      expect(await told(source, 'task-assigned')).to.have.length(1)
      expect(await told(id, 'message-thrown')).to.deep.include({ name: 'escalation.resolved', correlationKey: source })
      expect(await house.openTasks(), 'nobody needs to hear of the result').to.deep.equal(['EXE_U01'])
      expect(await house.records('notification', { event: 'escalation_decided' })).to.deep.equal([])
    })

    it('goes up level by level when nobody decides, and the management has the last word', async () => {
      await staff('Pēteris Vītols', 'petris', [{ role: 'OPM', scope: 'institution' }])
      await escalate()
      const { id } = await escalation()
      await house.passTimeUntil('ESC_B01', id)
      expect((await house.task('ESC_U01')).candidateGroups).to.have.members(['SM@service-s-021', 'OPM'])
      expect((await escalation()).data).to.include({ level: 2, responsibleRole: 'SM' })
      expect((await escalation()).data['responsibleId'], 'of the service').to.equal('person-dace-liepina')

      await house.passTimeUntil('ESC_B01', id)
      expect((await house.task('ESC_U01')).candidateGroups).to.deep.equal(['MGMT'])
      await house.passTimeUntil('ESC_B01', id)
      expect(await house.openTasks(id)).to.deep.equal(['ESC_U02'])

      await house.complete('ESC_U02', mgmt, decided('take_over'))
      expect((await house.task('EXE_U01')).assignee).to.equal('mgmt')
      expect((await escalation()).data).to.include({ level: 3, decidedBy: 'mgmt', decision: 'take_over' })
    })

    it('that comes again raises the level of the open one', async () => {
      await escalate()
      await escalate('supplier', 'Arhīvs neatbild.')

      expect((await escalation()).data).to.include({
        level: 2,
        reason: 'supplier',
        note: 'Nav piekļuves arhīvam.\nArhīvs neatbild.',
      })
      expect(await house.openTasks()).to.deep.equal(['ESC_U01', 'EXE_U01'])
      expect((await house.task('ESC_U01')).candidateGroups).to.include('OPM')
      await escalate()
      await escalate()
      expect((await escalation()).data, 'there is nothing above').to.include({ level: 3 })
      expect((await house.task('ESC_U01')).candidateGroups).to.deep.equal(['MGMT'])
      await house.complete('ESC_U01', mgmt, decided('none'))

      await escalate()
      expect(await house.records('escalation'), 'the first one is closed').to.have.length(2)
    })

    it('that comes twice at the same moment is one, a level higher', async () => {
      await house.engine.claimTask({ by: exe, taskId })
      const twice = ['Nav piekļuves arhīvam.', 'Arhīvs neatbild.'].map((note) =>
        house.engine.escalateTask({ by: exe, taskId, reason: 'complications', note }),
      )
      await Promise.all(twice)
      await house.settle()
      expect((await escalation()).data).to.include({ level: 2 })
      expect((await house.engine.listIncidents({ institutionId: 'demo' })).items).to.deep.equal([])
    })

    it('extends the due date and the term, whatever the clock does afterwards, and tells the client', async () => {
      const newDue = '2026-06-30T12:00:00.000Z'
      await escalate()
      await house.complete('ESC_U01', pm, decided('extend', { newDue, informClient: true }))

      expect((await house.task('EXE_U01')).dueAt).to.equal(newDue)
      expect((await house.record('application', applicationId)).data['resolveDue']).to.equal(newDue)
      expect((await house.instance(applicationId)).variables['sla']).to.include({ resolve: newDue })
      expect((await escalation()).data).to.include({ newDueApplied: newDue })
      const [client] = await house.records('notification', { event: 'escalation_decided' })
      expect(client?.data['body']).to.contain('Darbinieks ir slims.').and.contain('30.06.2026. plkst. 15:00')

      await house.passTime({ days: 7 })
      await house.complete('EXE_U01', exe, { next: 'ask' })
      expect((await house.instance(applicationId)).variables['sla']).to.include({ resolve: newDue })
    })

    // What follows goes the same way as what was restarted above.
    if (restarts) return

    it('ends by itself when the task is done before anybody decided', async () => {
      await escalate()
      const { id } = await escalation()
      await house.complete('EXE_U01', exe, { next: 'ask' })

      expect(await house.instance(id)).to.include({ state: 'completed', endState: 'escalation_withdrawn' })
      expect(await escalation()).to.include({ status: 'withdrawn' })
      expect((await house.openTasks()).filter((task) => task.startsWith('ESC_'))).to.deep.equal([])
    })

    it('ends by itself when its case ends, also with the management', async () => {
      await escalate()
      const { id } = await escalation()
      for (let level = 1; level <= 3; level += 1) await house.passTimeUntil('ESC_B01', id)
      expect(await house.openTasks(id)).to.deep.equal(['ESC_U02'])
      const by = { ...pm, mayManage: true }
      await house.engine.cancelProcessInstance({ by, processInstanceId: source, reason: '-' })
      await house.settle()

      expect(await house.openTasks()).to.deep.equal([])
      expect(await escalation()).to.include({ status: 'withdrawn' })
    })

    it('tells the manager whose it is, at each level', async () => {
      const manages = [{ role: 'PM', scope: 'process', scopeId: 'request' }]
      const { id: personId } = await staff('Jānis Vietējais', 'there', manages, { email: 'janis@example.org' })
      await escalate()
      const event = 'escalation_raised'
      const [first] = await house.records('notification', { event })
      expect(first?.data).to.include({ channel: 'email', recipient: 'janis@example.org', personId, language: 'lv' })
      expect(first?.data['subject']).to.equal('Jāpieņem lēmums: eskalācija E-2026-00001')
      expect(first?.data['body']).to.contain('Nav piekļuves arhīvam.')

      const { id } = await escalation()
      for (let level = 1; level <= 2; level += 1) await house.passTimeUntil('ESC_B01', id)
      const addressees = (await house.records('notification', { event })).map(({ data }) => data['personId'])
      expect(addressees).to.have.members([personId, 'person-dace-liepina', 'person-peteris-krumins'])
    })

    it('asks the resource manager for more people', async () => {
      await escalate()
      await house.complete('ESC_U01', pm, decided('add_resources'))

      const [asked] = await house.records('notification', { event: 'escalation_resources' })
      expect(asked?.data).to.include({ role: 'RPM' })
      expect(asked?.data['body']).to.contain('E-2026-00001')
      expect(await typesOf(source))
        .to.include('escalation-decided')
        .and.not.include('task-assigned')
    })

    it('cancels the work at level 2; the application goes back to be classified', async () => {
      await escalate()
      await house.complete('ESC_U01', pm, decided('cancel'))

      expect((await house.instance(source)).state).to.equal('cancelled')
      expect(await house.openTasks()).to.deep.equal(['APP_U01'])
      expect(await house.path(applicationId)).to.include('APP_B05')
    })

    it('cancels an application as a whole', async () => {
      const id = await house.submit({ subject: 'Otrs pieteikums' })
      const { id: task } = await house.task('APP_U01', id)
      await house.engine.claimTask({ by: kac, taskId: task })
      await house.engine.escalateTask({ by: kac, taskId: task, reason: 'no_executor', note: 'Nav kam uzdot.' })
      await house.settle()
      expect((await house.task('ESC_U01')).candidateGroups).to.deep.equal(['PM@application'])
      await house.complete('ESC_U01', pm, decided('cancel', { informClient: true }))

      expect((await house.instance(id)).state).to.equal('cancelled')
      expect(await house.record('application', id)).to.include({ status: 'rejected' })
      expect(await house.records('notification', { event: 'escalation_decided' })).to.have.length(1)
    })

    it('of a case that ended meanwhile changes nothing any more', async () => {
      await escalate()
      await house.engine.cancelProcessInstance({
        by: { ...pm, mayManage: true },
        processInstanceId: source,
        reason: '-',
      })
      // Before anybody heard that it ended.
      const task = await house.task('ESC_U01')
      await house.engine.completeTask({ by: pm, taskId: task.id, data: decided('cancel') })
      await house.settle()
      expect(await escalation()).to.include({ status: 'resolved' })
      expect(await house.openTasks()).to.deep.equal([])
    })

    it('goes to the person who manages the process, unless they are away', async () => {
      const manages = [{ role: 'PM', scope: 'process', scopeId: 'request' }]
      await staff('Prom Būdams', 'away', manages, { absence: [{ from: '2026-03-01', to: '2026-03-10' }] })
      const there = await staff('Jānis Vietējais', 'there', manages)
      await escalate()

      expect((await escalation()).data).to.include({ responsibleId: there.id, responsibleRole: 'PM' })
      const task = await house.task('ESC_U01')
      expect(task).to.deep.include({ candidateUsers: ['there'], candidateGroups: ['PM@request'] })
      const elsewhere = person('elsewhere', 'PM@application')
      const refused = await house.engine
        .claimTask({ by: elsewhere, taskId: task.id })
        .catch(({ code }: { code: string }) => code)
      expect(refused).to.equal('not-allowed')
    })

    it('is raised by itself for a task that is late, after a reminder', async () => {
      const id = await house.submit({ subject: 'Otrs pieteikums' })
      const task = await house.task('APP_U01', id)
      const left = Date.parse(task.dueAt ?? '') - Date.parse(house.instant)
      await house.passTime({ minutes: Math.ceil((left / 60_000) * 0.8) })
      const [reminder] = await house.records('notification', { event: 'task_due_soon', applicationId: id })
      expect(reminder?.data).to.include({ role: 'KAC', processInstanceId: id })
      expect(reminder?.data['subject']).to.equal('Tuvojas termiņš: Klasificēt pieteikumu')
      expect(await house.records('escalation')).to.deep.equal([])

      await house.passTime({ minutes: Math.ceil((left / 60_000) * 0.2) })
      expect((await escalation()).data).to.include({ reason: 'deadline', sourceInstance: id, sourceTask: 'APP_U01' })
      const again = await house.records('notification', { event: 'task_due_soon', applicationId: id })
      expect(again, 'once').to.have.length(1)
      expect(await typesOf(id)).to.include.members(['task-due-soon', 'task-overdue'])
    })

    it('is not escalated itself', async () => {
      await escalate()
      const { id } = await escalation()
      for (let level = 1; level <= 3; level += 1) await house.passTimeUntil('ESC_B01', id)
      await house.passTime({ days: 4 })
      const open = await house.records('escalation')
      expect(open.filter(({ data }) => data['sourceInstance'] === id)).to.deep.equal([])
      expect(await house.openTasks(id)).to.deep.equal(['ESC_U02'])
    })

    it('is decided only by those of its level', async () => {
      await escalate()
      const { id } = await house.task('ESC_U01')
      for (const by of [sm, opm, mgmt]) {
        const refused = await house.engine.claimTask({ by, taskId: id }).catch(({ code }: { code: string }) => code)
        expect(refused).to.equal('not-allowed')
      }
    })
  })
}
