import { expect } from 'chai'
import type { Variables } from '../../engine/model/json.ts'
import { House, PEOPLE, person } from '../support/house.ts'

const { kac, exe, pm } = PEOPLE
const manager = { ...pm, mayManage: true }
const supplier = person('mitava', 'SUP@partner-mitava')

/** APP_U01 as a clerk fills it in. */
const classified = (changes: Variables = {}): Variables => ({
  kind: 'incident',
  serviceId: 'service-s-014',
  category: 'category-e-service',
  impact: 'limited',
  urgency: 'low',
  admissibility: 'ok',
  l1Solvable: false,
  ...changes,
})
/** INC_U01 as an executor fills it in. */
const accepted = (changes: Variables = {}): Variables => ({
  acceptDecision: 'accepted',
  serviceId: 'service-s-014',
  impact: 'limited',
  urgency: 'low',
  majorIncident: false,
  ...changes,
})
const diagnosed = (changes: Variables = {}): Variables => ({
  diagnosis: 'Beidzies sertifikāts.',
  causeKnown: true,
  resolutionPath: 'fix',
  ...changes,
})
const DETECTED: Variables = {
  title: 'E-pakalpojums neatbild',
  symptoms: 'HTTP 500',
  source: 'monitoring',
  serviceId: 'service-s-014',
}

describe('an incident', function () {
  this.timeout(60_000)
  let house: House
  let incidentId: string
  beforeEach(async () => {
    house = await House.open()
  })
  afterEach(async () => {
    const history = await house.history(incidentId)
    const faults = history.filter(({ type }) => ['warning', 'job-failed', 'incident-opened'].includes(type))
    await house.close()
    expect(faults.map(({ type, elementId, data }) => ({ type, elementId, data }))).to.deep.equal([])
  })

  const restoredNow = (changes: Variables = {}): Variables => ({
    actionsTaken: 'Nomainīts sertifikāts.',
    restoredAt: house.instant,
    temporaryFix: false,
    ciChanged: false,
    ...changes,
  })
  const confirmed = (restored = true): Variables => ({ restored, verification: 'Izmēģināts testa vidē.' })

  /** A citizen's application that the front office passes on. @returns the application's id */
  const escalated = async (changes: Variables = {}): Promise<string> => {
    const id = await house.submit({ subject: 'Nedarbojas e-pakalpojums' })
    await house.complete('APP_U01', kac, classified(changes), id)
    incidentId = (await house.task('INC_U01')).processInstanceId
    return id
  }
  const detected = async (payload: Variables = {}): Promise<string> => {
    const { processInstanceId } = await house.engine.publishMessage({
      by: manager,
      name: 'incident.detected',
      payload: { ...DETECTED, occurredAt: house.instant, ...payload },
    })
    await house.settle()
    return processInstanceId ?? ''
  }
  const item = (id: string): Promise<unknown> =>
    house.engine.createRecord({
      by: manager,
      register: 'configuration-item',
      id,
      data: { ciNumber: id, type: 'equipment', name: id },
      status: 'in_use',
    })
  const incident = () => house.record('incident', incidentId)
  const variables = async () => (await house.instance(incidentId)).variables
  const notified = async (event: string): Promise<unknown[]> =>
    (await house.records('notification', { event })).map(({ data }) => data['role']).toSorted()
  const thrown = async (name: string): Promise<number> =>
    (await house.history(incidentId)).filter(({ type, data }) => type === 'message-thrown' && data['name'] === name)
      .length
  const due = async (elementId: string): Promise<string | null> =>
    (await house.instance(incidentId)).waitingFor.find((one) => one.elementId === elementId)?.dueAt ?? null
  const removeAndConfirm = async (changes: Variables = {}) => {
    await house.complete('INC_U02', exe, restoredNow(changes))
    await house.complete('INC_U03', exe, confirmed())
  }

  it('is accepted, diagnosed, removed and handed back to the front office, which answers the client', async () => {
    const applicationId = await escalated()
    expect(await incident()).to.include({ number: 'N-2026-00002', status: 'registered' })
    expect((await incident()).data).to.include({ priority: 'P5', source: 'client', level: 2 })
    expect((await incident()).data['applicationIds']).to.deep.equal([applicationId])
    expect((await variables())['knownErrors']).to.have.length(1)

    await house.complete('INC_U01', exe, accepted())
    expect((await incident()).status).to.equal('accepted')
    expect((await variables())['articles']).to.be.an('array')
    await house.complete('INC_P01_U1', exe, diagnosed())
    expect(await incident()).to.include({ status: 'diagnosed' })
    await house.passTime({ minutes: 90 })
    await removeAndConfirm({
      costLines: [{ item: 'Sertifikāts', amount: 120, nature: 'direct', frequency: 'one_off' }],
    })

    expect(await house.instance(incidentId)).to.include({ state: 'completed', endState: 'resolved' })
    const { status, data } = await incident()
    expect(status).to.equal('closed')
    expect(data).to.include({ downtimeMinutes: 90, slaBreached: false, cost: 120, knowledgeCandidate: false })
    expect((await house.records('outage'))[0]?.data).to.include({ incidentId, planned: false })
    expect((await house.records('cost-entry', { recordId: incidentId }))[0]?.data).to.include({
      record: 'N-2026-00002',
    })
    expect(await house.openTasks(applicationId)).to.deep.equal(['APP_U04'])
    expect((await house.instance(applicationId)).variables).to.include({
      workOutcome: 'fulfilled',
      resultSummary: 'Nomainīts sertifikāts.',
      workRef: incidentId,
    })
    expect(await thrown('problem.raised')).to.equal(0)
    expect(await thrown('configuration.update')).to.equal(0)
    expect((await house.instance(incidentId)).variables).to.include({ problemRaised: false, levelReached: 2 })
  })

  it('of a vital service is declared, restored by a temporary fix, and leaves a problem and changed items (A), restarted between every two steps', async () => {
    await house.close()
    house = await House.open({ restarts: true })
    await item('is-0007')
    const anna = await escalated({ impact: 'extensive', urgency: 'high' })
    const { sla } = await variables()
    await house.complete(
      'INC_U01',
      exe,
      accepted({
        impact: 'extensive',
        urgency: 'high',
        majorIncident: true,
        expectedRestoreMinutes: 90,
        affectedCis: ['is-0007'],
      }),
    )
    expect(sla).to.deep.include({ reactMinutes: 15, resolveMinutes: 240, calendar: 'always' })
    expect((await house.record('configuration-item', 'is-0007')).status).to.equal('faulty')
    expect(await notified('incident_major')).to.deep.equal(['KAC', 'MGMT', 'OPM', 'PM', 'SM@service-s-014'])
    expect(await notified('incident_notice')).to.deep.equal(['CLI', 'KAC'])
    expect((await house.history(incidentId)).filter(({ type }) => type === 'signal-thrown')).to.have.length(1)
    expect(await thrown('continuity.activate'), '90 minutes are within 480').to.equal(0)

    const janis = await house.submit({ clientId: '320001-00029', clientName: 'Jānis Kalniņš' })
    await house.complete('APP_U01', kac, classified({ linkedIncidentId: incidentId }), janis)
    expect((await incident()).data['applicationIds']).to.deep.equal([anna, janis])
    expect((await variables())['applicationId'], 'the case keeps what it began with').to.equal(anna)

    await house.passTime({ minutes: 102 })
    await house.complete('INC_P01_U1', exe, diagnosed({ causeKnown: false }))
    await removeAndConfirm({ temporaryFix: true, ciChanged: true, changedCis: ['is-0007'] })

    expect(await house.instance(incidentId)).to.include({ state: 'completed', endState: 'workaround' })
    expect((await house.records('outage'))[0]?.data).to.include({ minutes: 102 })
    expect((await house.record('configuration-item', 'is-0007')).status).to.equal('in_use')
    expect(await thrown('configuration.update')).to.equal(1)
    expect(await thrown('problem.raised')).to.equal(1)
    expect(await thrown('escalation.raised')).to.equal(0)
    for (const id of [anna, janis]) expect(await house.openTasks(id)).to.deep.equal(['APP_U04'])
    expect((await house.instance(janis)).variables).to.include({ workOutcome: 'partially_fulfilled' })
  })

  it('warns at three quarters of its term, is escalated at its end, and records the breach (A2)', async () => {
    await escalated({ impact: 'extensive', urgency: 'high' })
    await house.complete('INC_U01', exe, accepted({ impact: 'extensive', urgency: 'high', expectedRestoreMinutes: 90 }))
    const task = await house.task('INC_P01_U1')
    const { startedAt, resolve } = (await variables())['sla'] as { startedAt: string; resolve: string }
    const after = (minutes: number) => new Date(Date.parse(startedAt) + minutes * 60_000).toISOString()
    expect(task.dueAt, 'half of four hours').to.equal(after(120))
    expect(await due('INC_X02_E01')).to.equal(after(180))
    expect(await due('INC_X03_E01')).to.equal(resolve)

    await house.passTimeUntil('INC_X02_E01', incidentId)
    expect(await notified('incident_term')).to.deep.equal(['EXE', 'PM'])
    await house.passTimeUntil('INC_X03_E01', incidentId)
    expect((await incident()).data).to.include({ slaBreached: true })
    expect(await house.path(incidentId)).to.include('INC_X03_M1')
    expect((await house.task('INC_P01_U1')).id, 'work goes on').to.equal(task.id)
  })

  it('waits for the client through the front office; its clock stands meanwhile', async () => {
    const applicationId = await escalated()
    const before = await due('INC_X03_E01')
    await house.complete('INC_U01', exe, accepted({ acceptDecision: 'needs_info', question: 'Kāda kļūda redzama?' }))
    expect((await incident()).status).to.equal('waiting_client')
    expect((await due('INC_X03_E01')) ?? '', 'no timer of the term fires').to.satisfy((at: string) => at > '2027')

    await house.passTime({ hours: 2 })
    const [asked] = (await house.instance(applicationId)).calledInstances
    const { originRef } = (await house.instance(asked ?? '')).variables
    await house.send('client.replied', String(originRef), { text: 'Tukša lapa.' })
    expect((await variables())['clientReply']).to.equal('Tukša lapa.')
    expect((await incident()).status).to.equal('registered')
    expect((await incident()).data['pausedMinutes']).to.equal(120)
    expect((await due('INC_X03_E01')) ?? '').to.satisfy((at: string) => at > (before ?? '') && at < '2027')

    await house.complete('INC_U01', exe, accepted())
    expect((await incident()).data).to.include({ notes: 'Tukša lapa.', pausedMinutes: 120 })
  })

  it('keeps the pauses that the application had before it was passed on', async () => {
    const applicationId = await house.submit({ subject: 'Nedarbojas e-pakalpojums' })
    await house.complete('APP_U01', kac, classified({ admissibility: 'incomplete', question: 'Kas nedarbojas?' }))
    await house.passTime({ hours: 2 })
    const [asked] = (await house.instance(applicationId)).calledInstances
    const { originRef } = (await house.instance(asked ?? '')).variables
    await house.send('client.replied', String(originRef), { text: 'Nekas.' })
    await house.complete('APP_U01', kac, classified())
    incidentId = (await house.task('INC_U01')).processInstanceId
    await house.complete('INC_U01', exe, accepted())
    const { data } = await house.record('application', applicationId)
    expect((await variables())['sla']).to.deep.equal(data['sla'])
    expect((await incident()).data).to.include({ pausedMinutes: 120 })
  })

  it('goes on without the client after a working day', async () => {
    await escalated()
    await house.complete('INC_U01', exe, accepted({ acceptDecision: 'needs_info', question: 'Kāda kļūda redzama?' }))
    await house.passTime({ days: 1, minutes: 1 })
    expect(await house.path(incidentId)).to.include('INC_E04')
    expect(await house.openTasks(incidentId)).to.deep.equal(['INC_U01'])
    expect((await incident()).status).to.equal('registered')

    const late = { workRef: incidentId, reply: 'Tukša lapa.', outcome: 'replied' }
    expect((await house.send('work.infoProvided', incidentId, late)).processInstanceId).to.equal(null)
    await house.complete('INC_U01', exe, accepted({ acceptDecision: 'needs_info', question: 'Kāda kļūda?' }))
    expect(await variables(), 'a late reply answers the next question').to.include({ clientReply: 'Tukša lapa.' })
  })

  it('goes back to the front office when it is none', async () => {
    await item('srv-1')
    const applicationId = await escalated()
    await house.complete('INC_U01', exe, {
      ...accepted(),
      acceptDecision: 'returned',
      returnReason: 'Tas ir pieprasījums.',
    })
    expect(await house.instance(incidentId)).to.include({ state: 'completed', endState: 'returned' })
    expect((await incident()).status).to.equal('returned')
    expect(await house.openTasks(applicationId)).to.deep.equal(['APP_U01'])
    expect((await house.instance(applicationId)).variables).to.include({ returnReason: 'Tas ir pieprasījums.' })
  })

  it('detected by monitoring is in the log of applications, opened once, and closed with it', async () => {
    await item('srv-0031')
    incidentId = await detected({ ciId: 'srv-0031' })
    const [logged] = await house.records('application', { channel: 'monitoring' })
    expect(logged).to.include({ status: 'escalated_l2' })
    expect((await incident()).data['applicationIds']).to.deep.equal([logged?.id])
    expect((await house.record('configuration-item', 'srv-0031')).status).to.equal('faulty')
    expect((await variables())['priority'], 'significant and high').to.equal('P2')
    expect((await due('INC_X03_E01')) ?? '', 'the timers know the term').to.equal(
      ((await variables())['sla'] as { resolve: string }).resolve,
    )

    expect(
      await detected({ ciId: 'srv-0031', title: 'Vēl joprojām', evidence: 'HTTP 502', impact: 'extensive' }),
    ).to.equal(incidentId)
    expect((await incident()).data['notes']).to.match(/Vēl joprojām: HTTP 502$/)
    expect(await variables()).to.include({ title: DETECTED['title'], impact: 'significant', detectionCount: 2 })
    expect(await detected({ ciId: null }), 'another item is another incident').not.to.equal(incidentId)

    await house.complete('INC_U01', exe, accepted({ acceptDecision: 'needs_info', question: 'Kas?' }), incidentId)
    expect(await house.openTasks(incidentId), 'there is nobody to ask').to.deep.equal(['INC_P01_U1'])
    await house.complete('INC_P01_U1', exe, diagnosed(), incidentId)
    await house.complete('INC_U02', exe, restoredNow(), incidentId)
    await house.complete('INC_U03', exe, confirmed(), incidentId)
    expect(await house.instance(incidentId)).to.include({ state: 'completed', endState: 'resolved' })
    expect(await house.record('application', logged?.id ?? '')).to.include({ status: 'closed' })
    expect(await thrown('work.completed'), 'no client waits').to.equal(0)
    expect((await house.record('configuration-item', 'srv-0031')).status).to.equal('in_use')
  })

  it('that is a false alarm ends as returned, its items as they were', async () => {
    await item('srv-0031')
    incidentId = await detected({ ciId: 'srv-0031' })
    await house.complete('INC_U01', exe, {
      ...accepted(),
      acceptDecision: 'refused',
      returnReason: 'Kļūdains trauksmes signāls.',
    })
    expect(await house.instance(incidentId)).to.include({ state: 'completed', endState: 'returned' })
    const [logged] = await house.records('application', { channel: 'monitoring' })
    expect(logged).to.include({ status: 'rejected' })
    expect((await house.record('configuration-item', 'srv-0031')).status).to.equal('in_use')
  })

  it('asks a supplier as often as needed; an answer that is late is escalated', async () => {
    await escalated()
    await house.complete('INC_U01', exe, accepted())
    const ask = diagnosed({
      resolutionPath: 'supplier',
      supplierId: 'partner-mitava',
      supplierQuestion: 'Kāpēc serveris neatbild?',
    })
    await house.complete('INC_P01_U1', exe, ask)
    const [first] = await house.records('supplier-request')
    expect(first).to.include({ status: 'sent', number: 'PG-2026-0001' })
    const [letter] = await house.records('notification', { event: 'supplier_request' })
    expect(letter?.data).to.include({ recipient: 'atbalsts@mitavas-sistemas.example', record: 'PG-2026-0001' })

    await house.passTimeUntil('INC_P01_B1', incidentId)
    expect(await thrown('escalation.raised')).to.equal(1)
    await house.complete('SPR_U01', supplier, { answer: 'Pārstartējiet.' })
    expect((await house.record('supplier-request', first?.id ?? '')).status).to.equal('answered')
    expect(await variables()).to.include({ supplierAnswer: 'Pārstartējiet.' })

    await house.complete('INC_P01_U1', exe, ask)
    const [second] = await house.records('supplier-request')
    expect(second?.data['supplierTaskId']).not.to.equal(first?.data['supplierTaskId'])
    await house.send('supplier.responded', second?.id ?? '', {
      supplierTaskId: second?.id ?? '',
      answer: 'No sistēmas.',
    })
    expect(await variables(), 'by message from the partner’s system').to.include({ supplierAnswer: 'No sistēmas.' })
    expect(await house.openTasks(incidentId)).to.deep.equal(['INC_P01_U1'])
    expect(await house.openTasks()).not.to.include('SPR_U01')

    await house.complete('INC_P01_U1', exe, diagnosed())
    expect((await incident()).data).to.include({ level: 3, notes: 'Pārstartējiet.\nNo sistēmas.' })
  })

  it('is passed to another group, whose task it is then', async () => {
    const group = await house.engine.createRecord({
      by: manager,
      register: 'work-group',
      data: { name: { lv: 'Datubāzu administratori' }, level: 2 },
    })
    await escalated()
    await house.complete('INC_U01', exe, accepted())
    await house.complete('INC_P01_U1', exe, diagnosed({ resolutionPath: 'other_group', targetGroup: group.id }))
    expect(await house.path(incidentId)).to.include('INC_P01_S2')
    expect((await house.task('INC_P01_U1')).candidateGroups).to.deep.equal([`EXE@${group.id}`])
    await house.complete('INC_P01_U1', person('dba', `EXE@${group.id}`), diagnosed())
    expect((await house.task('INC_U02')).candidateGroups).to.deep.equal([`EXE@${group.id}`])
  })

  for (const changeOutcome of ['implemented', 'rejected'] as const) {
    it(`waits for a change that is ${changeOutcome}`, async () => {
      await escalated()
      await house.complete('INC_U01', exe, accepted())
      await house.complete('INC_P01_U1', exe, diagnosed({ resolutionPath: 'change' }))
      expect(await thrown('change.requested')).to.equal(1)
      expect(await house.openTasks(incidentId)).to.deep.equal([])
      const originRef = String((await variables())['changeRef'])
      await house.send('change.completed', originRef, { originRef, changeOutcome, changeNumber: 'I-2026-0001' })
      expect(await house.openTasks(incidentId)).to.deep.equal(['INC_U02'])
      await removeAndConfirm()
      const endState = changeOutcome === 'rejected' ? 'workaround' : 'resolved'
      expect(await house.instance(incidentId)).to.include({ state: 'completed', endState })
    })
  }

  it('is investigated again while the service does not work; what both removals cost is kept', async () => {
    await escalated()
    await house.complete('INC_U01', exe, accepted({ serviceId: 'service-s-021' }))
    const costLines = [{ item: 'Darbs', amount: 10, nature: 'direct', frequency: 'one_off' }]
    await house.complete('INC_P01_U1', exe, diagnosed())
    await house.complete('INC_U02', exe, restoredNow({ costLines }))
    await house.complete('INC_U03', exe, confirmed(false))
    expect(await house.openTasks(incidentId)).to.deep.equal(['INC_P01_U1'])

    await house.complete('INC_P01_U1', exe, diagnosed())
    const tomorrow = new Date(Date.parse(house.instant) + 86_400_000).toISOString()
    await house.complete('INC_U02', exe, restoredNow({ restoredAt: tomorrow }))
    expect(await house.openTasks(incidentId), 'not from the future').to.deep.equal(['INC_U02'])
    await removeAndConfirm({ costLines })
    expect((await incident()).data, 'a new solution').to.include({ cost: 20, knowledgeCandidate: true })
  })

  it('shows the measurements of monitoring to whoever confirms the restoration', async () => {
    await escalated()
    await house.complete('INC_U01', exe, accepted())
    await house.complete('INC_P01_U1', exe, diagnosed())
    await house.engine.createRecord({
      by: manager,
      register: 'measurement',
      data: {
        probe: 'e-pakalpojums',
        serviceId: 'service-s-014',
        measuredAt: house.instant,
        ok: false,
        note: 'HTTP 500',
      },
    })
    await house.complete('INC_U02', exe, restoredNow())
    expect(await variables()).to.include({ checkOk: false })
  })

  it('threatens the continuity of a vital service', async () => {
    await escalated()
    await house.complete('INC_U01', exe, accepted({ majorIncident: true, expectedRestoreMinutes: 600 }))
    expect(await thrown('continuity.activate')).to.equal(1)
    await house.send('continuity.ended', incidentId, { incidentId, activated: true, normalAt: house.instant })
    expect((await incident()).data['continuityNote']).to.match(/^Nepārtrauktības plāns bija aktivizēts; /)
    expect(await house.openTasks(incidentId)).to.deep.equal(['INC_P01_U1'])
  })

  it('weighs more when five applications are linked; its terms move', async () => {
    const first = await escalated()
    await house.complete('INC_U01', exe, accepted())
    const before = await house.task('INC_P01_U1')
    const link = (applicationId: string) => house.send('incident.linked', incidentId, { incidentId, applicationId })
    const others: string[] = []
    for (let count = 0; count < 5; count += 1) {
      const subject = `Nedarbojas ${count}`
      const data = { channel: 'portal', receivedAt: house.instant, subject }
      others.push((await house.engine.createRecord({ by: manager, register: 'application', data })).id)
    }
    const [a = '', b = '', c = '', d = '', e = ''] = others
    for (const applicationId of [a, b, c, c]) await link(applicationId)
    expect(await variables()).to.include({ impact: 'limited', priority: 'P5' })
    await link(d)
    expect(await variables()).to.include({ impact: 'significant', priority: 'P4' })
    expect((await incident()).data).to.include({ impact: 'significant', priority: 'P4' })
    expect((await incident()).data['applicationIds']).to.deep.equal([first, a, b, c, d])
    expect((await house.task('INC_P01_U1')).dueAt ?? '').to.satisfy((at: string) => at < (before.dueAt ?? ''))
    await link(e)
    expect(await variables(), 'one step only').to.include({ impact: 'significant' })
  })

  it('goes on when applicants withdraw, and answers only those who are left', async () => {
    const first = await escalated()
    await house.complete('INC_U01', exe, accepted())
    const second = await house.submit()
    await house.complete('APP_U01', kac, classified({ linkedIncidentId: incidentId }), second)
    await house.send('client.withdrawn', first, { reason: 'Vairs nevajag.' })
    expect((await incident()).data['applicationIds']).to.deep.equal([second])
    await house.send('client.withdrawn', second, { reason: 'Vairs nevajag.' })
    expect((await incident()).data['applicationIds'] ?? []).to.deep.equal([])

    await house.complete('INC_P01_U1', exe, diagnosed())
    await removeAndConfirm()
    expect(await house.instance(incidentId)).to.include({ state: 'completed', endState: 'resolved' })
    expect(await thrown('work.completed')).to.equal(0)
  })

  it('is offered the workaround of a known error of its service, and no other', async () => {
    await escalated()
    const publish = async (serviceId: string) => {
      const { id } = await house.engine.createRecord({
        by: manager,
        register: 'known-error',
        data: {
          title: { lv: 'Beidzies sertifikāts' },
          workaround: { lv: 'Lietot citu adresi' },
          serviceIds: [serviceId],
          visibility: 'kac',
        },
      })
      await house.engine.throwSignal({
        by: manager,
        name: 'knownerror.published',
        payload: { knownErrorId: id, serviceId: 'service-other', title: 'Cits nosaukums' },
      })
      await house.settle()
      return id
    }
    await publish('service-s-021')
    expect((await incident()).data['knownErrorId']).to.equal(undefined)
    const id = await publish('service-s-014')
    expect((await incident()).data).to.include({ knownErrorId: id })
    const letters = await house.records('notification', { event: 'incident_known_error' })
    expect(letters.map(({ data }) => [data['role'], data['record']])).to.deep.equal([['EXE', 'N-2026-00002']])
    expect(letters[0]?.data['body']).to.contain('Lietot citu adresi')
    expect(await variables()).to.include({ serviceId: 'service-s-014', title: 'Nedarbojas e-pakalpojums' })
  })

  it('that comes back for the third time raises a problem, and tells one that is known already', async () => {
    const end = async () => {
      await house.complete('INC_U01', exe, accepted(), incidentId)
      await house.complete('INC_P01_U1', exe, diagnosed(), incidentId)
      await house.complete('INC_U02', exe, restoredNow(), incidentId)
      await house.complete('INC_U03', exe, confirmed(), incidentId)
    }
    for (const recurrence of [0, 1, 2, 3]) {
      await escalated()
      expect(await variables()).to.include({ recurrenceCount: recurrence })
      await end()
      expect(await thrown('problem.raised')).to.equal(recurrence === 3 ? 1 : 0)
    }
    await house.passTime({ minutes: 1 })
    const problem = await house.engine.createRecord({
      by: manager,
      register: 'problem',
      data: { title: 'Sertifikāti', serviceId: 'service-s-014', category: 'category-e-service' },
      status: 'investigated',
    })
    await escalated()
    await end()
    expect(await thrown('incident.recurred')).to.equal(1)
    expect(await thrown('problem.raised')).to.equal(0)
    expect((await incident()).data).to.include({ problemId: problem.id })
  })
})
