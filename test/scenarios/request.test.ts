/** Service requests from what the front office passes on to what it gets back, with the services that deliver. */
import { expect } from 'chai'
import { isObject, type Variables } from '../../engine/model/json.ts'
import { House, PEOPLE } from '../support/house.ts'

const { kac, exe, exe2, sm, pm } = PEOPLE

const APPLICATION = 'application-1'
const RESOLVE = '2026-03-16T15:00:00.000Z'

describe('a service request', function () {
  this.timeout(60_000)
  let house: House
  let id: string
  beforeEach(async () => {
    house = await House.open()
  })
  afterEach(() => house.close())

  /** An application at level 2, and its request as the front office passes it on. */
  async function escalate(serviceId: string | null, more: Variables = {}): Promise<void> {
    const sla = {
      startedAt: house.instant,
      react: '2026-03-03T08:00:00.000Z',
      resolve: RESOLVE,
      calendar: 'lv-public',
      reactMinutes: 510,
      resolveMinutes: 5100,
      pausedMinutes: 0,
      slaId: null,
    }
    await house.engine.createRecord({
      by: { ...kac, mayManage: true },
      register: 'application',
      id: APPLICATION,
      data: { channel: 'portal', receivedAt: house.instant, subject: 'Pieprasījums', clientName: 'Anna Bērziņa', sla },
      status: 'escalated_l2',
    })
    const { processInstanceId } = await house.engine.publishMessage({
      by: { ...kac, mayManage: true },
      name: 'request.escalated',
      payload: {
        applicationId: APPLICATION,
        businessKey: APPLICATION,
        serviceId,
        requestKind: 'service_request',
        subject: 'Pieprasījums',
        description: 'Lūdzu atļauju.',
        urgency: 'medium',
        sla,
        ...more,
      },
    })
    await house.settle()
    id = processInstanceId ?? ''
  }

  const accept = (more: Variables = {}) => house.complete('REQ_U01', exe, { acceptDecision: 'accepted', ...more }, id)
  const deliver = (by = exe, more: Variables = {}) =>
    house.complete('DLV_U02', by, { executionState: 'done', resultSummary: 'Gatavs.', ...more }, id)
  const request = () => house.record('request', id)
  /** Elements that threw a message. */
  const thrown = async (name: string): Promise<readonly (string | null)[]> =>
    (await house.history(id)).flatMap(({ type, elementId, data }) =>
      type === 'message-thrown' && isObject(data) && data['name'] === name ? [elementId] : [],
    )
  const ended = async (endState: string) =>
    expect(await house.instance(id)).to.include({ state: 'completed', endState })

  it('is delivered, checked by a colleague, costed, invoiced and handed back', async () => {
    await escalate('service-s-030')
    expect(await request()).to.include({ number: 'PP-2026-000001', status: 'registered' })
    expect((await request()).data).to.include({ applicationId: APPLICATION, fee: 7.5, feeTiming: 'after' })
    expect((await house.task('REQ_U01')).candidateGroups).to.deep.equal(['EXE@work-group-permits'])

    await accept({ plannedCompletion: '2026-03-10T10:00:00.000Z' })
    expect((await house.task('REQ_U04')).candidateGroups).to.deep.equal(['SM@service-s-030'])
    await house.complete('REQ_U04', sm, { approved: true, conditions: 'Tikai svētdienās.' })

    expect((await house.task('DLV_U01')).assignee, 'who has the work').to.equal('exe')
    expect(await request()).to.include({ status: 'in_execution' })
    expect((await request()).data).to.include({ executorId: 'person-andris-berzs', approved: true })
    expect(await thrown('work.progress')).to.have.length(1)
    await house.complete('DLV_U01', exe, { entitled: true })
    const costLines = [{ item: 'Zīmogs', amount: 4.5, nature: 'direct', frequency: 'one_off' }]
    await deliver(exe, { costLines })
    await house.complete('DLV_U03', exe2, { qualityOk: true }, id)

    await ended('fulfilled')
    const { status, data } = await request()
    expect(status).to.equal('completed')
    expect(data).to.include({ outcome: 'fulfilled', levelMet: true, resultSummary: 'Gatavs.', leadTimeMinutes: 0 })
    const costs = await house.records('cost-entry', { recordId: id })
    expect(costs.map(({ data: one }) => [one['item'], one['amount'], one['processKey']])).to.deep.include([
      'Zīmogs',
      4.5,
      'request',
    ])
    expect(data['cost']).to.equal(costs.reduce((sum, one) => sum + Number(one.data['amount']), 0))
    expect(await thrown('finance.feeDue')).to.have.length(1)
    expect(await thrown('work.completed')).to.have.length(1)
  })

  it('waits for payment in advance while the clock stands, and has its level checked by a person', async () => {
    await escalate('service-s-021')
    await accept()
    expect(await house.openTasks(id)).to.deep.equal([])
    expect((await house.record('application', APPLICATION)).status).to.equal('waiting_client')
    await house.passTime({ days: 2 })
    await house.send('finance.feeSettled', `${id}:REQ_M03:0`, { originRef: `${id}:REQ_M03:0`, feePaid: true })

    expect((await house.record('application', APPLICATION)).status).to.equal('escalated_l2')
    expect(((await house.instance(id)).variables.sla as { resolve: string }).resolve > RESOLVE).to.equal(true)
    await house.complete('SVA_U01', exe2, { fondsSearch: 'found', references: 'F. 12, apr. 3, l. 45', pages: 30 })
    await house.complete('SVA_U02', exe2, { statement: 'No 1998. līdz 2003. gadam strādājis kolhozā.' })
    const [document] = await house.records('document', { applicationId: APPLICATION })
    expect(document?.status).to.equal('signed')
    expect(document?.data['content']).to.contain('28,46 EUR')
    expect((await request()).data).to.include({ feePaid: true })

    await house.complete('REQ_U07', exe, { levelMet: false, deviation: 'Izpildīts vēlāk.' })
    await ended('fulfilled')
    expect((await request()).data).to.include({ levelMet: false, deviation: 'Izpildīts vēlāk.' })
  })

  it('is refused when the fee is not paid, after the manager has agreed', async () => {
    await escalate('service-s-021')
    await accept()
    await house.send('finance.feeSettled', `${id}:REQ_M03:0`, { originRef: `${id}:REQ_M03:0`, feePaid: false })
    const refusal = { refusalReason: 'Nav samaksāts.', legalBasis: 'Cenrādis', appealInfo: 'Mēneša laikā.' }
    await house.complete('REQ_U02', exe, refusal)
    await house.complete('REQ_U03', sm, { refusalApproved: false, remarks: 'Dodiet vēl laiku.' })
    await accept()
    await house.send('finance.feeSettled', `${id}:REQ_M03:1`, { originRef: `${id}:REQ_M03:1`, feePaid: false })
    await house.complete('REQ_U02', exe, refusal)
    await house.complete('REQ_U03', sm, { refusalApproved: true })

    await ended('refused')
    expect((await request()).data).to.include({ outcome: 'refused', ...refusal })
    expect((await request()).data).to.include({ resultSummary: 'Nav samaksāts. — Cenrādis — Mēneša laikā.' })
    expect(await thrown('work.completed')).to.deep.equal(['REQ_M09'])
  })

  it('costs nothing when it is a correction', async () => {
    await escalate('service-s-021', { reopenCount: 1 })
    await accept()
    expect(await house.openTasks(id)).to.deep.equal(['SVA_U01'])
  })

  it('goes back to the front office', async () => {
    await escalate('service-s-030')
    await house.complete('REQ_U01', exe, { acceptDecision: 'returned', returnReason: 'Nav mūsu darbs.' })
    await ended('returned')
    expect(await request()).to.include({ status: 'returned' })
    expect(await thrown('work.returned')).to.have.length(1)
  })

  it('is refused by its executor or by the manager who has to approve it', async () => {
    await escalate('service-s-030')
    await accept()
    await house.complete('REQ_U04', sm, { approved: false })
    expect(await house.openTasks(id)).to.deep.equal(['REQ_U02'])
    await house.complete('REQ_U02', exe, {
      refusalReason: 'Vieta aizņemta.',
      legalBasis: 'Noteikumi',
      appealInfo: 'Tiesā.',
    })
    await house.complete('REQ_U03', sm, { refusalApproved: false, remarks: 'Meklējiet citu vietu.' })
    await house.complete('REQ_U01', exe, { acceptDecision: 'refused' })
    expect(await house.openTasks(id)).to.deep.equal(['REQ_U02'])
    expect(await request()).to.include({ status: 'refusal' })
  })

  it('asks the front office, hears the reply, or prepares the refusal without one', async () => {
    await escalate('service-s-030')
    const ask = () => house.complete('REQ_U01', exe, { acceptDecision: 'needs_info', question: 'Kura diena?' })
    await ask()
    expect(await request()).to.include({ status: 'waiting_info' })
    expect(await thrown('work.needsInfo')).to.have.length(1)
    await house.send('work.infoProvided', id, { workRef: id, reply: 'Sestdiena.', outcome: 'replied' })
    expect((await house.instance(id)).variables).to.include({
      clientReply: 'Sestdiena.',
      description: 'Lūdzu atļauju. — Sestdiena.',
    })
    await ask()
    await house.passTimeUntil('REQ_E03', id)
    expect(await house.openTasks(id)).to.include('REQ_U02')
  })

  it('goes on with the whole group, and tells the management, when there is no executor', async () => {
    const by = { ...pm, mayManage: true }
    for (const recordId of ['person-andris-berzs', 'person-inese-ozola']) {
      const { version } = await house.record('person', recordId)
      const absence = [{ from: '2026-01-01', to: '2026-12-31' }]
      await house.engine.updateRecord({
        by,
        register: 'person',
        id: recordId,
        patch: { absence },
        expectedVersion: version,
      })
    }
    await escalate('service-s-030')
    await accept()
    await house.complete('REQ_U04', sm, { approved: true })

    expect(await house.task('DLV_U01', id)).to.deep.include({
      assignee: null,
      candidateGroups: ['EXE@work-group-permits'],
    })
    expect(await thrown('escalation.raised')).to.deep.equal(['REQ_M10'])
  })

  describe('in delivery', () => {
    beforeEach(async () => {
      await escalate(null)
      await accept()
      await house.complete('DLV_U01', exe, { entitled: true }, id)
    })
    const fail = (executionState: string) => deliver(exe, { executionState, comment: 'Nesanāca.' })

    it('is delivered again, then by hand', async () => {
      await fail('failed')
      expect(await house.path(id)).to.include('REQ_B01')
      await house.complete('REQ_U05', exe, { failureAction: 'retry', failureNote: 'Mēģinām vēlreiz.' })
      await house.complete('DLV_U01', exe, { entitled: true }, id)
      await fail('failed')
      await house.complete('REQ_U05', exe, { failureAction: 'manual', failureNote: 'Ar roku.' })
      await house.complete('REQ_U06', exe, { resultSummary: 'Izdarīts ar roku.' })
      await ended('fulfilled')
      expect((await request()).data).to.include({ resultSummary: 'Izdarīts ar roku.', failureNote: 'Ar roku.' })
    })

    it('reports a disruption, and is refused', async () => {
      await fail('disrupted')
      expect(await thrown('incident.detected')).to.deep.equal(['REQ_M06'])
      await house.complete('REQ_U05', exe, { failureAction: 'refuse', failureNote: 'Nevar.' })
      expect(await house.openTasks(id)).to.deep.equal(['REQ_U02'])
    })

    it('asks for what the executor misses', async () => {
      await fail('info_missing')
      expect(await house.path(id)).to.include.members(['REQ_B03', 'REQ_M01'])
      expect(await thrown('work.needsInfo')).to.deep.equal(['REQ_M01'])
      expect((await house.instance(id)).variables).to.include({ question: 'Nesanāca.' })
      expect(await request()).to.include({ status: 'waiting_info' })
    })

    it('waits for a change; goes on once it is there, and decides anew when it is not', async () => {
      await fail('failed')
      const change = () => house.complete('REQ_U05', exe, { failureAction: 'change', failureNote: 'Jāmaina veidlapa.' })
      const answer = (n: number, changeOutcome: string) => {
        const originRef = `${id}:REQ_M07:${n}`
        return house.send('change.completed', originRef, { originRef, changeOutcome, reason: 'Nav budžeta.' })
      }
      await change()
      expect(await thrown('change.requested')).to.deep.equal(['REQ_M07'])
      await answer(0, 'rejected')
      expect(await house.openTasks(id)).to.deep.equal(['REQ_U05'])
      await change()
      await answer(1, 'implemented')
      expect(await house.openTasks(id)).to.deep.equal(['DLV_U01'])
    })

    it('is escalated at the end of its term, once', async () => {
      await house.passTimeUntil('REQ_B04', id)
      expect(await thrown('escalation.raised')).to.deep.equal(['REQ_M05'])
      expect(await house.openTasks(id)).to.include('DLV_U02')
      await house.passTime({ minutes: 1 })
      await deliver()
      await house.complete('DLV_U03', exe2, { qualityOk: true }, id)
      await ended('fulfilled')
      expect((await request()).data).to.include({ levelMet: false })
    })

    it('stops when the application is withdrawn', async () => {
      await house.send('work.cancelled', APPLICATION, { applicationId: APPLICATION, reason: 'Atsaukts.' })
      await ended('cancelled')
      expect((await request()).status).to.equal('cancelled')
      expect((await request()).data['cost'], 'what it cost until then').to.be.a('number')
      expect(await house.openTasks(id)).to.deep.equal([])
      expect(await thrown('finance.feeDue')).to.have.length(0)
    })
  })

  it('withdraws the invoice when it is cancelled before the payment', async () => {
    await escalate('service-s-021')
    await accept()
    await house.send('work.cancelled', APPLICATION, { applicationId: APPLICATION, reason: 'Atsaukts.' })
    await ended('cancelled')
    expect(await thrown('finance.feeDue')).to.have.length(2)
    const [invoice, ...more] = await house.records('invoice', { originRef: `${id}:REQ_M03:0` })
    expect(more).to.deep.equal([])
    expect(invoice).to.include({ status: 'cancelled' })
    expect(invoice?.data).to.include({ amount: 14.23, open: 0 })
    expect(await house.instance(invoice?.id ?? '')).to.include({ state: 'cancelled' })
  })

  it('is refused where the delivery finds no right to the service', async () => {
    await escalate(null)
    await accept()
    await house.complete('DLV_U01', exe, { entitled: false, plan: 'Nav deklarēts novadā.' }, id)
    expect(await house.openTasks(id)).to.deep.equal(['REQ_U02'])
    expect((await request()).data).to.include({ refusalGround: 'Nav deklarēts novadā.' })
    expect((await house.instance(id)).variables).to.include({ refusalReason: 'Nav deklarēts novadā.' })
  })

  describe('to declare a residence', () => {
    let clientId: string
    beforeEach(async () => {
      const data = { kind: 'natural_person', identifier: '320001-00011', name: 'Anna Bērziņa' }
      clientId = (await house.engine.createRecord({ by: { ...kac, mayManage: true }, register: 'client', data })).id
    })
    const declare = async (requestData: Variables) => {
      await escalate('service-s-014', { clientId, requestData })
      await accept()
    }

    it('is recorded without a person when the data is complete and known', async () => {
      const before = {
        clientId,
        personName: 'Anna Bērziņa',
        addressId: 'address-berzi',
        basis: 'owner',
        since: '2020-01-01',
      }
      const by = { ...kac, mayManage: true }
      await house.engine.createRecord({ by, register: 'residence', data: before, status: 'current' })
      await declare({ addressCode: '100000004', basis: 'owner', movedAt: '2026-03-01' })

      await ended('fulfilled')
      const residences = await house.records('residence', { clientId })
      expect(residences.map(({ status, data }) => [status, data['addressId'], data['until']])).to.have.deep.members([
        ['current', 'address-liepu-4', undefined],
        ['ended', 'address-berzi', '2026-03-02'],
      ])
      expect((await request()).data['resultSummary']).to.match(/^Dzīvesvieta ir deklarēta, Nr\. DZ-2026-/)
    })

    it('is reviewed by the executor otherwise, who may confirm, ask or refuse', async () => {
      await declare({ addressCode: '100000301', basis: 'tenant' })
      const { id: taskId } = await house.task('SVR_U01', id)
      const { variables } = await house.engine.getTask({ institutionId: exe.institutionId, taskId })
      expect(variables?.['dataProblemsText'], 'the field is named').to.contain('Dzīvo kopš')
      await house.complete('SVR_U01', exe, { review: 'info_missing', comment: 'Kopš kura laika?' }, id)
      await house.send('work.infoProvided', id, { workRef: id, reply: 'Kopš marta.', outcome: 'replied' })
      await accept()
      await house.complete('SVR_U01', exe, { review: 'refused', ground: 'Nav īpašnieka piekrišanas.' }, id)
      expect((await request()).data).to.include({ refusalGround: 'Nav īpašnieka piekrišanas.' })
      const refusal = { refusalReason: 'Nav piekrišanas.', legalBasis: 'Likums', appealInfo: 'Mēneša laikā.' }
      await house.complete('REQ_U02', exe, refusal)
      await house.complete('REQ_U03', sm, { refusalApproved: false, remarks: 'Piekrišana ir.' })
      await accept()
      const confirmed = { review: 'confirmed', addressId: 'address-ozolu-12-7', basis: 'tenant', movedAt: '2026-03-01' }
      await house.complete('SVR_U01', exe, confirmed, id)
      await ended('fulfilled')
      expect((await house.records('residence', { clientId }))[0]?.data).to.include({ addressId: 'address-ozolu-12-7' })
    })
  })

  it('for an archive statement asks or is refused where nothing is found', async () => {
    await escalate('service-s-021', { reopenCount: 1 })
    await accept()
    await house.complete('SVA_U01', exe2, { fondsSearch: 'info_missing', comment: 'Kurš kolhozs?' })
    expect(await house.path(id)).to.include('REQ_B03')
    await house.send('work.infoProvided', id, { workRef: id, reply: 'Parauga.', outcome: 'replied' })
    await accept()
    await house.complete('SVA_U01', exe2, { fondsSearch: 'not_found', ground: 'Dokumenti nav saglabājušies.' })
    expect((await request()).data).to.include({ refusalGround: 'Dokumenti nav saglabājušies.' })
    expect(await house.openTasks(id)).to.deep.equal(['REQ_U02'])
  })
})
