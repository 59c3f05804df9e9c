import { expect } from 'chai'
import { FormRejected } from '../../engine/model/errors.ts'
import type { Actor } from '../../engine/engine.ts'
import type { Variables } from '../../engine/model/json.ts'
import { diagram, line } from '../support/diagram-file.ts'
import { House, PEOPLE } from '../support/house.ts'

const { exe, sm, pm, mgmt } = PEOPLE

/** Stand-ins for improvement and for a scheme that asks, so that what they hear can be read. */
const listeners = [
  diagram(
    'improvement',
    line(
      `<startEvent id="heard"><messageEventDefinition messageRef="improvement_proposed" /></startEvent>`,
      '<userTask id="HEARD" camunda:candidateGroups="PM" />',
    ),
    { messages: ['improvement.proposed'] },
  ),
  diagram(
    'asker',
    line(
      'start',
      `<receiveTask id="answer" messageRef="involvement_completed"><extensionElements><camunda:properties><camunda:property name="correlationKey" value="=question" /></camunda:properties></extensionElements></receiveTask>`,
      '<userTask id="ANSWERED" camunda:candidateGroups="PM" />',
    ),
    { messages: ['involvement.completed'] },
  ),
]

const DESCRIBED: Variables = {
  activity: 'Pakalpojuma pārveide',
  level: 'core',
  scale: 'service',
  stage: 'introduction',
  purpose: 'Vienkāršāka deklarēšana.',
}
const EXPEDIENT: Variables = { expedient: true, expediencyReason: 'Saņēmēji zina, kas traucē.' }
const TERMS: readonly Variables[] = [
  {
    role: 'service_provider',
    task: 'Izmēģināt jauno kārtību',
    weExpect: 'Godīgu vērtējumu',
    theyGain: 'Mazāk darba',
    term: '2026-06-01',
  },
  { role: 'service_recipient', task: 'Izmēģināt veidlapu', weExpect: 'Piezīmes', theyGain: 'Ērtāku pakalpojumu' },
]
const STAFF: Variables = { role: 'service_provider', name: 'Andris Bērzs', person: 'person-andris-berzs' }
const OUTSIDER: Variables = { role: 'service_recipient', name: 'Biedrība “Kaimiņi”' }

describe('involvement of participants', function () {
  this.timeout(60_000)
  let house: House
  beforeEach(async () => {
    house = await House.open({ bundle: listeners })
  })
  afterEach(async () => {
    const faults: unknown[] = []
    const cases = await house.engine.listProcessInstances({
      institutionId: 'demo',
      processKey: 'involvement',
      limit: 50,
    })
    for (const { id } of cases.items) {
      for (const { type, elementId, data } of await house.history(id))
        if (['warning', 'job-failed', 'incident-opened'].includes(type)) faults.push({ type, elementId, data })
    }
    await house.close()
    expect(faults).to.deep.equal([])
  })

  const asked = async (question: string): Promise<string> => {
    await house.engine.startProcessInstance({ by: pm, processKey: 'asker', variables: { question } })
    const payload = { activity: 'Vienošanās pārskatīšana', originProcess: 'sla', originRef: question }
    const { processInstanceId } = await house.engine.publishMessage({ by: pm, name: 'involvement.requested', payload })
    await house.settle()
    return processInstanceId ?? ''
  }
  const started = async (): Promise<string> => {
    const variables = { activity: 'Pakalpojuma pārveide', serviceId: 'service-s-014' }
    const { id } = await house.engine.startProcessInstance({
      by: sm,
      processKey: 'involvement',
      startEventId: 'INV_E01',
      variables,
    })
    await house.settle()
    return id
  }
  /** From the description to the invitations. */
  const invited = async (...invitees: readonly Variables[]): Promise<void> => {
    await house.complete('INV_U01', sm, DESCRIBED)
    await house.complete('INV_U02', sm, EXPEDIENT)
    await house.complete('INV_U03', sm, { groups: invitees.map(({ role = null }) => ({ role, number: 1 })) })
    await house.complete('INV_U04', sm, { participantPlan: TERMS })
    await house.complete('INV_U05', pm, { invitees })
    await house.complete('INV_U06', pm, { midwayDate: '2026-04-15', activityUntil: '2026-06-01' })
  }
  const answer = async (by: Actor, data: Variables): Promise<void> => {
    const task = (await house.tasks()).find(
      ({ elementId, assignee }) => elementId === 'INV_P01_U1' && assignee === by.id,
    )
    if (!task) throw new Error(`Expected ${by.id} to have an invitation, but there is none.`)
    await house.engine.completeTask({ by, taskId: task.id, data })
    await house.settle()
  }
  /** From the agreements to the activity that runs. */
  const running = async (agreements: readonly boolean[]): Promise<void> => {
    await house.complete('INV_U07', pm, { preconditions: [{ kind: 'instruction', what: 'Izmēģinājuma kārtība' }] })
    for (const agreed of agreements) await house.complete('INV_U08', sm, { agreed, conditions: '4 stundas nedēļā' })
    await house.complete('INV_U09', pm, { trainings: [{ group: 'Visi', date: '2026-03-20', participants: 2 }] })
    await house.complete('INV_U10', pm, { workConditions: 'Otrdienās 10.00, 3. telpa.' })
  }
  const evaluated: Variables = {
    effectiveness: 4,
    efficiency: 3,
    interaction: 5,
    addedValue: 'Veidlapa īsāka par pusi.',
  }
  const participants = async (id: string) =>
    (await house.records('participant', { involvementId: id })).map(({ data, status }) => [data['name'], status])

  it('goes from the purpose to the evaluation; findings go to improvement', async () => {
    const id = await started()
    await invited(STAFF, OUTSIDER)
    const mail = await house.records('notification', { event: 'involvement_invitation' })
    expect(mail.map(({ data }) => data['recipient'])).to.deep.equal([
      (await house.record('person', 'person-andris-berzs')).data['email'],
    ])
    await answer(exe, { answer: 'accept' })
    await house.send('involvement.answered', `${id}:2:1`, {
      invitationId: `${id}:2:1`,
      answer: 'accept',
      answerReason: 'Labprāt.',
    })
    await running([true, true])

    expect((await house.record('involvement', id)).data).to.include({
      participants: 2,
      level: 'core',
      activityUntil: '2026-06-01',
    })
    await house.passTimeUntil('INV_T01', id)
    await house.complete('INV_U11', sm, { midwayOnTrack: true, midwayNotes: 'Norit.' })
    await house.passTimeUntil('INV_T02', id)
    const findings = [{ finding: 'Trūkst ievirzes mācību', proposal: 'Sagatavot ievirzes video.' }]
    await house.complete('INV_U12', sm, { ...evaluated, findings })

    expect(await house.instance(id)).to.include({ state: 'completed', endState: 'completed' })
    const { data, status } = await house.record('involvement', id)
    expect(status).to.equal('completed')
    expect(data).to.include({
      effectiveness: 4,
      interaction: 5,
      midwayOnTrack: true,
      addedValue: 'Veidlapa īsāka par pusi.',
    })
    expect(await participants(id)).to.have.deep.members([
      ['Andris Bērzs', 'finished'],
      ['Biedrība “Kaimiņi”', 'finished'],
    ])
    const { variables } = await house.engine.getTask({ institutionId: 'demo', taskId: (await house.task('HEARD')).id })
    expect(variables).to.include({ title: 'Trūkst ievirzes mācību', source: 'involvement' })
  })

  it('is no end in itself: who asked hears that it is not expedient', async () => {
    const id = await asked('sla-7:INV')
    await house.complete('INV_U01', sm, DESCRIBED)
    await house.complete('INV_U02', sm, { expedient: false, expediencyReason: 'Divi cilvēki to izlems paši.' })

    expect(await house.instance(id)).to.include({ endState: 'not_expedient' })
    expect((await house.record('involvement', id)).status).to.equal('not_expedient')
    const { variables } = await house.engine.getTask({
      institutionId: 'demo',
      taskId: (await house.task('ANSWERED')).id,
    })
    expect(variables).to.include({
      expedient: false,
      participants: 0,
      result: 'Divi cilvēki to izlems paši.',
      involvementId: id,
    })
  })

  it('invites a replacement for who declines and for who does not answer', async () => {
    const id = await asked('sla-8:INV')
    await invited(STAFF, OUTSIDER)
    await answer(exe, { answer: 'decline', answerReason: 'Atvaļinājums.' })
    await house.complete('INV_P01_U2', pm, {
      replace: true,
      replacementName: 'Pēteris Krūmiņš',
      replacementPerson: 'person-peteris-krumins',
    })
    await answer(mgmt, { answer: 'accept' })
    await house.restart()
    await house.passTime({ days: 8 })
    await house.complete('INV_P01_U2', pm, { replace: false })
    await running([true])
    await house.send('involvement.activityEnded', id, { involvementId: id, activityResult: 'Ieviests.' })
    await house.complete('INV_U12', sm, evaluated)

    expect(await participants(id)).to.have.deep.members([
      ['Andris Bērzs', 'declined'],
      ['Pēteris Krūmiņš', 'finished'],
      ['Biedrība “Kaimiņi”', 'no_answer'],
    ])
    const replacement = (await house.records('participant', { replaces: `${id}:1:1` }))[0]
    expect(replacement?.data).to.include({ name: 'Pēteris Krūmiņš', task: 'Izmēģināt jauno kārtību' })
    const { variables } = await house.engine.getTask({
      institutionId: 'demo',
      taskId: (await house.task('ANSWERED')).id,
    })
    expect(variables).to.include({ participants: 1, result: 'Veidlapa īsāka par pusi.', expedient: true })
  })

  it('ends without participants where nobody comes, or nobody agrees', async () => {
    const nobody = await started()
    await invited(STAFF)
    await house.passTime({ days: 8 })
    await house.complete('INV_P01_U2', pm, { replace: false })
    expect(await house.instance(nobody)).to.include({ endState: 'no_participants' })

    const disagreed = await started()
    await invited(STAFF)
    await answer(exe, { answer: 'accept' })
    await house.complete('INV_U07', pm, { preconditions: [{ kind: 'contract', what: 'Līgums' }] })
    await house.complete('INV_U08', sm, { agreed: false })
    expect(await house.instance(disagreed)).to.include({ endState: 'no_participants' })
    expect(await participants(disagreed)).to.deep.equal([['Andris Bērzs', 'withdrawn']])
  })

  it('is refused at row and field', async () => {
    await started()
    const refused = async (elementId: string, by: Actor, data: Variables): Promise<readonly string[]> => {
      const { id: taskId } = await house.task(elementId)
      await house.engine.claimTask({ by, taskId })
      const error: unknown = await house.engine.completeTask({ by, taskId, data }).catch((problem: unknown) => problem)
      if (!(error instanceof FormRejected)) throw new Error(`Expected ${elementId} to refuse the form, but it did not.`)
      await house.engine.unclaimTask({ by, taskId })
      return error.errors.map(({ pointer, code }) => `${pointer} ${code}`)
    }
    expect(await refused('INV_U01', sm, { ...DESCRIBED, level: 'moon', purpose: ' ' })).to.deep.equal([
      '/level enum',
      '/purpose required',
    ])
    await house.complete('INV_U01', sm, DESCRIBED)
    await house.complete('INV_U02', sm, EXPEDIENT)
    expect(await refused('INV_U03', sm, { groups: [{ role: 'society', number: 0 }] })).to.deep.equal([
      '/groups/0/number minimum',
    ])
    await house.complete('INV_U03', sm, { groups: [{ role: 'service_provider', number: 1 }] })
    await house.complete('INV_U04', sm, { participantPlan: TERMS })
    expect(await refused('INV_U05', pm, { invitees: [STAFF, { role: 'society' }] })).to.deep.equal([
      '/invitees/1/name required',
    ])
    await house.complete('INV_U05', pm, { invitees: [STAFF] })
    expect(await refused('INV_U06', pm, { midwayDate: '2026-07-01', activityUntil: '2026-06-01' })).to.deep.equal([
      '/midwayDate notAfterField',
    ])
    await house.complete('INV_U06', pm, { midwayDate: '2026-04-15', activityUntil: '2026-06-01' })
    const { id: taskId } = await house.task('INV_P01_U1')
    const declined: unknown = await house.engine
      .completeTask({ by: exe, taskId, data: { answer: 'decline' } })
      .catch((error: unknown) => error)
    expect(declined).to.be.instanceOf(FormRejected)
  })
})
