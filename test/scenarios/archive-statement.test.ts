/**
 * A paid archive statement, incomplete and disputed, with its data, dates and amounts, as the world sees it: over HTTP,
 * by people of the demonstration and by systems with keys, on a clock that the test moves; the server is restarted
 * between every two steps. Payments come from the payment module, which refers to the number of the invoice; at the end of
 * the month finance finds that statements cost more than planned.
 */
import { expect } from 'chai'
import type { Variables } from '../../engine/model/json.ts'
import type { Caller } from '../api/support/open-api.ts'
import { ServedHouse, type Facts } from '../support/served-house.ts'

const PORTAL = 'https://portals.example/pieteikums'

const classified = (changes: Variables = {}): Variables => ({
  kind: 'service_request',
  serviceId: 'service-s-021',
  category: 'category-documents',
  impact: 'limited',
  urgency: 'medium',
  admissibility: 'ok',
  l1Solvable: false,
  ...changes,
})

const data = (record: Facts): Variables => record['data'] as Variables

describe('scenario B: a paid archive statement', function () {
  this.timeout(120_000)
  let house: ServedHouse
  let mail: Caller
  let portal: Caller
  let payments: Caller
  let app: string

  beforeEach(async () => {
    house = await ServedHouse.open('2026-04-13T09:50:00+03:00')
    const administrator = await house.person('admin')
    // Letters point to a portal, and everybody is asked how satisfied they are.
    const own = await house.record('admin', 'institution', 'institution')
    const settings = { ...(data(own)['settings'] as Variables), portalUrl: PORTAL, surveySampleRate: 1 }
    const path = '/api/registers/institution/records/institution'
    expect((await administrator.call('PATCH', path, { body: { data: { settings } } })).status).to.equal(200)
    mail = await house.system('E-pasta vārteja', 'message.send:application.submitted')
    portal = await house.system(
      'Portāls',
      ...['client.replied', 'client.disputed', 'client.confirmed', 'survey.responded'].map(
        (name) => `message.send:${name}`,
      ),
    )
    payments = await house.system('Maksājumu modulis', 'message.send:payment.received')
  })
  afterEach(() => house.close())

  const application = () => house.record('kac', 'application', app)
  const requests = () => house.records('pm', 'request', { applicationId: app })
  const costs = () => house.records('fin', 'cost-entry', { applicationId: app })
  const letters = async (event: string) =>
    (await house.records('kac', 'notification', { applicationId: app, event })).map((one) => String(data(one)['body']))
  /** What a letter's link to the portal names. */
  const linked = async (event: string, what: string) =>
    (await letters(event)).at(-1)?.match(new RegExp(`\\?${what}=(\\S+)`))?.[1] ?? ''
  const seen = async (login: string) => (await house.tasks(login, app)).map((one) => one['elementId'])
  const due = async () => (data(await application())['sla'] as Variables)['resolve']

  const invoice = async (): Promise<Facts> => {
    const [first, ...more] = await house.records('fin', 'invoice', { applicationId: app })
    if (!first || more.length > 0)
      throw new Error(`Expected one invoice, but there are ${more.length + (first ? 1 : 0)}.`)
    return first
  }

  /** Monday's incomplete e-mail, Tuesday's reply, and the request accepted: the money is awaited. */
  async function acceptedOnTuesday(): Promise<Facts> {
    await house.at('2026-04-13T10:00:00+03:00')
    const submitted = {
      channel: 'email',
      clientKind: 'legal_person',
      clientId: '49999000001',
      clientName: 'SIA "Paraugs"',
      userName: 'Ilze Liepa',
      userAuthority: 'pilnvara 12/2026',
      contactEmail: 'ilze.liepa@paraugs.example',
      preferredChannel: 'email',
      language: 'lv',
      serviceId: 'service-s-021',
      subject: 'Arhīva izziņa',
      description: 'Lūdzam izziņu par uzņēmuma bijušā darbinieka darba stāžu.',
      requestData: { about: 'Bijušā darbinieka darba stāžs' },
      sourceSystem: 'e-pasts',
      externalRef: 'msg-2026-04-13-17',
    }
    app = (await house.send(mail, 'application.submitted', submitted)) ?? ''
    expect(await application()).to.include({ status: 'registered' })
    expect((await application())['number']).to.match(/^P-2026-\d{6}$/)
    expect(await letters('app_received')).to.have.length(1)
    expect(await house.send(mail, 'application.submitted', submitted), 'the same e-mail again').to.equal(app)

    await house.at('2026-04-13T10:30:00+03:00')
    const question = 'Par kuru laika posmu vajadzīgas ziņas?'
    await house.complete('kac', 'APP_U01', app, classified({ admissibility: 'incomplete', question }))
    expect(await application()).to.include({ status: 'waiting_client' })
    expect((await letters('info_needed'))[0]).to.contain(question)

    await house.at('2026-04-14T10:30:00+03:00')
    const asked = await linked('info_needed', 'jautajums')
    await house.send(portal, 'client.replied', { originRef: asked, text: 'No 1985. līdz 1991. gadam.' }, asked)
    expect(data(await application()), 'a working day of 510 minutes').to.include({ pausedMinutes: 510 })
    await house.complete('kac', 'APP_U01', app, classified())
    expect(await application()).to.include({ status: 'escalated_l2' })
    expect(data(await application())).to.include({ priority: 'P4' })
    // Ten working days from Monday 10:00 would be the 27th; the day of waiting is not counted.
    expect(await due()).to.equal('2026-04-28T07:00:00.000Z')

    await house.at('2026-04-14T11:30:00+03:00')
    await house.complete('exe2', 'REQ_U01', app, { acceptDecision: 'accepted' })
    expect(await application(), 'the money is awaited').to.include({ status: 'waiting_client' })
    expect(await seen('exe2')).to.deep.equal([])
    expect((await letters('invoice_issued'))[0]).to.contain('14,23 EUR')
    return invoice()
  }

  /** A budget of the year in which a statement costs 40 EUR: 36 of its own and its part of the premises. */
  async function aBudget(): Promise<string> {
    const of = await house.begin('fin', 'finance', {
      period: '2026',
      scales: ['service', 'institution'],
      reason: 'Arhīva izziņu izmaksas',
    })
    const recurring = { frequency: 'recurring', source: 'state_budget' }
    const premises = { ...recurring, nature: 'indirect', item: 'Telpas' }
    const tasks = { rootInstanceId: of }
    await house.complete('fin', 'FIN_U01', tasks, {
      methodVersion: '2026',
      costModel: [{ costType: 'Telpas', nature: 'indirect', frequency: 'recurring', allocationKey: 'volume' }],
    })
    await house.complete('fin', 'FIN_U02', tasks, {
      tolerancePct: 10,
      toleranceAmount: 5,
      controlFrequency: 'monthly',
      optimisationRules: 'Vispirms samazina vienreizējās izmaksas.',
    })
    await house.complete('fin', 'FIN_U03', tasks, {
      calendar: [{ step: 'Projekts', due: '2026-04-13', role: 'Finanšu vadītājs' }],
      approvalPath: 'Iestādes vadītājs',
      fundingSources: [{ source: 'state_budget', amount: 4800 }],
    })
    const [people, said] = [await house.tasks('pm', tasks), { benefit: 'Izziņas laikā', expediency: 'Samērīgi' }]
    for (const { id } of people) {
      const { variables } = await house.get('pm', `/api/tasks/${id}`)
      const item = (variables as Variables)['planItem'] as Variables
      const isArchive = item['serviceId'] === 'service-s-021'
      const own = { ...recurring, nature: 'direct', item: 'Darbs', amount: isArchive ? 4320 : 0 }
      const planned = item['objectKind'] === 'service' ? [own] : [{ ...premises, amount: 480 }]
      const planner = await house.person(item['objectKind'] === 'service' ? 'sm2' : 'spm')
      const form = { ...said, planned, volume: isArchive ? 120 : 0 }
      expect((await planner.post(`/api/tasks/${id}/claim`)).status).to.equal(200)
      expect((await planner.post(`/api/tasks/${id}/complete`, { data: form })).status).to.equal(200)
    }
    await house.step()
    const price = { serviceId: 'service-s-021', price: 14.23, legalBasis: 'Cenrādis', validFrom: '2026-04-13' }
    await house.complete('fin', 'FIN_U06', tasks, { prices: [price] })
    await house.complete('fin', 'FIN_U07', tasks, {})
    await house.complete('mgmt', 'FIN_U08', tasks, { approved: true })
    expect(await house.record('fin', 'budget', of)).to.include({ status: 'in_force' })
    return of
  }

  /** Accounting sends what the premises cost; in May the month is controlled, and the service manager must explain. */
  async function monthEnd(budget: string): Promise<void> {
    await house.at('2026-05-06T09:00:00+03:00')
    const finance = await house.person('fin')
    const write = async (register: string, fields: Variables) => {
      const answer = await finance.post(`/api/registers/${register}/records`, { data: fields })
      expect(answer.status, answer.text).to.equal(201)
      return (answer.json as Facts).id
    }
    const importId = await write('cost-import', {
      document: 'GR-2026-04',
      source: 'accounting',
      period: '2026-04',
      controlCount: 1,
      controlTotal: 40.6,
    })
    await write('cost-entry', {
      importId,
      importRow: 1,
      externalRef: 'GR-2026-04/1',
      processKey: 'request',
      item: 'Telpas',
      amount: 40.6,
      nature: 'indirect',
      frequency: 'recurring',
      date: '2026-04-30',
      source: 'accounting',
    })
    await house.at('2026-05-08T09:30:00+03:00')
    const tasks = await house.tasks('sm2', { processKey: 'finance' })
    expect(tasks.map(({ elementId }) => elementId)).to.deep.equal(['FIN_U09'])
    const { variables } = await house.get('sm2', `/api/tasks/${tasks[0]?.id}`)
    // 45 and 9 of work, 40.60 of the premises, for two statements.
    expect(variables).to.include({
      objectName: 'S-021 Arhīva izziņa',
      unitCostPlanned: 40,
      unitCostActual: 47.3,
      deviationPct: 18.25,
      volume: 2,
    })
    const [deviation] = await house.records('fin', 'cost-comparison', { serviceId: 'service-s-021', period: '2026-04' })
    expect(data(deviation as Facts)).to.include({ deviationPct: 18.25, beyond: true, budgetId: budget })
  }

  /** The statement is written, checked and handed over. */
  async function execute(statement: string, minutes: readonly [number, number, number]): Promise<void> {
    const found = { fondsSearch: 'found', references: 'F. 12, apr. 3, l. 45', pages: 12, workMinutes: minutes[0] }
    await house.complete('exe2', 'SVA_U01', app, found)
    await house.complete('exe2', 'SVA_U02', app, { statement, workMinutes: minutes[1] })
    await house.complete('exe2', 'REQ_U07', app, { levelMet: true, workMinutes: minutes[2] })
  }
  const handOver = (resultSummary: string) =>
    house.complete('kac', 'APP_U04', app, { resultSummary, deliveryChannel: 'email', confirmedOnSpot: false })

  it('is paid, delivered, disputed, corrected for nothing, confirmed, closed and rated', async () => {
    const budget = await aBudget()
    const fee = await acceptedOnTuesday()
    const [first] = await requests()
    expect(fee['number']).to.match(/^R-2026-\d{4}$/)
    expect(data(fee)).to.include({ amount: 14.23, termDays: 10, requestId: first?.id, originRecord: first?.['number'] })

    await house.at('2026-04-16T10:30:00+03:00')
    const number = String(fee['number'])
    const paid = { invoiceId: number, amount: 14.23, paidAt: house.instant, reference: 'M-2026-118' }
    await house.send(payments, 'payment.received', paid, number)
    expect(await invoice()).to.include({ status: 'paid' })
    expect(await application()).to.include({ status: 'escalated_l2' })
    // Tuesday 11:30 to Thursday 10:30 is 960 working minutes more.
    expect(data(await application())).to.include({ pausedMinutes: 1470 })
    expect(await due()).to.equal('2026-04-30T06:00:00.000Z')
    expect(data((await requests())[0] as Facts)).to.include({
      executorId: 'person-inese-ozola',
      feePaid: true,
      invoiceId: number,
    })

    await house.at('2026-04-21T10:00:00+03:00')
    await execute('SIA "Paraugs" darbinieks strādājis no 1985. līdz 1990. gadam.', [60, 75, 15])
    const spent = (await costs()).map(data)
    expect(spent.map(({ amount, minutes, rate }) => [minutes, rate, amount])).to.have.deep.members([
      [60, 18, 18],
      [75, 18, 22.5],
      [15, 18, 4.5],
    ])
    expect(spent.every(({ nature, frequency }) => nature === 'direct' && frequency === 'recurring')).to.equal(true)
    expect(spent.every(({ recordId, serviceId }) => recordId === first?.id && serviceId === 'service-s-021')).to.equal(
      true,
    )
    expect(data((await requests())[0] as Facts)).to.include({ cost: 45, outcome: 'fulfilled', levelMet: true })
    expect(data(await application())).to.include({ cost: 45 })
    await handOver('Izziņa par darba stāžu no 1985. līdz 1990. gadam.')
    expect(await application()).to.include({ status: 'resolved' })

    await house.at('2026-04-22T09:00:00+03:00')
    await house.send(portal, 'client.disputed', { applicationId: app, reason: 'Nepareizs gads: līdz 1991.' }, app)
    expect(await application()).to.include({ status: 'reopened' })
    expect(data(await application())).to.include({ reopenCount: 1 })
    await house.complete('kac', 'APP_U01', app, classified())
    await house.complete('exe2', 'REQ_U01', app, { acceptDecision: 'accepted' })
    await execute('SIA "Paraugs" darbinieks strādājis no 1985. līdz 1991. gadam.', [0, 30, 0])
    await handOver('Labota izziņa: no 1985. līdz 1991. gadam.')

    await house.at('2026-04-23T09:00:00+03:00')
    await house.send(portal, 'client.confirmed', { applicationId: app, score: 4 }, app)
    await house.complete('kac', 'APP_U08', app, { closureCode: 'fulfilled', finalCategory: 'category-documents' })
    expect(await house.get('pm', `/api/process-instances/${app}`)).to.include({
      state: 'completed',
      endState: 'closed',
    })

    await house.at('2026-04-24T09:00:00+03:00')
    const surveyId = await linked('survey', 'aptauja')
    await house.send(portal, 'survey.responded', { surveyId, score: 4, comments: 'Otrreiz bija labi.' })
    const survey = await house.record('kac', 'survey', surveyId)
    expect(survey).to.include({ status: 'answered' })
    expect(data(survey)).to.include({ applicationId: app, score: 4 })

    const closed = await application()
    expect(closed).to.include({ status: 'closed' })
    const all = (await costs()).map(data)
    const sum = all.reduce((total, { amount }) => total + Number(amount), 0)
    expect([sum, data(closed)['cost']], 'what it cost, on the application').to.deep.equal([54, 54])
    expect(data(closed)).to.include({
      closureCode: 'fulfilled',
      reopenCount: 1,
      satisfaction: 4,
      solvedLevel: 2,
      pausedMinutes: 1470,
    })
    const both = await requests()
    expect(both.map((one) => [one['status'], data(one)['fee'], data(one)['cost']])).to.deep.equal([
      ['completed', 14.23, 45],
      ['completed', 0, 9],
    ])
    const states = await Promise.all(both.map(({ id }) => house.get('pm', `/api/process-instances/${id}`)))
    expect(states.map(({ endState, businessKey }) => [endState, businessKey])).to.deep.equal([
      ['fulfilled', app],
      ['fulfilled', app],
    ])
    const [client] = await house.records('kac', 'client', { identifier: '49999000001' })
    expect(data(client as Facts)).to.include({ kind: 'legal_person', name: 'SIA "Paraugs"' })
    expect(data(closed)).to.include({ clientId: client?.id, userName: 'Ilze Liepa', userAuthority: 'pilnvara 12/2026' })
    await monthEnd(budget)
  })

  it('B2: is refused when nobody pays', async () => {
    const { id } = await acceptedOnTuesday()
    // Ten days to pay, a reminder, and ten working days more; May has two holidays.
    await house.at('2026-04-24T12:00:00+03:00')
    expect(await invoice()).to.include({ status: 'overdue' })
    expect((await letters('invoice_reminder'))[0]).to.contain('14,23 EUR')
    await house.at('2026-05-12T11:00:00+03:00')
    expect(await house.tasks('fin', { rootInstanceId: id })).to.deep.equal([])
    await house.at('2026-05-12T12:30:00+03:00')
    expect(await seen('kac'), 'a clock that stands reminds nobody').to.deep.equal([])
    const escalations = await house.records('pm', 'escalation', { applicationId: app })
    expect(escalations).to.deep.equal([])
    const decision = { debtDecision: 'cancel', reason: 'Klients nav samaksājis.' }
    await house.complete('fin', 'FIN_U14', { rootInstanceId: id }, decision)
    expect(await invoice()).to.include({ status: 'cancelled' })

    await house.complete('exe2', 'REQ_U02', app, {
      refusalReason: 'Maksa par izziņu nav saņemta.',
      legalBasis: 'Maksas pakalpojumu cenrādis',
      appealInfo: 'Mēneša laikā iestādes vadītājam.',
    })
    await house.complete('sm2', 'REQ_U03', app, { refusalApproved: true })
    expect((await requests()).map((one) => [one['status'], data(one)['outcome']])).to.deep.equal([
      ['completed', 'refused'],
    ])
    await handOver('Izziņa nav sagatavota, jo maksa nav saņemta.')
    await house.send(portal, 'client.confirmed', { applicationId: app }, app)
    await house.complete('kac', 'APP_U08', app, { closureCode: 'refused', finalCategory: 'category-documents' })

    const closed = await application()
    expect(closed).to.include({ status: 'closed' })
    expect(data(closed)).to.include({ closureCode: 'refused', outcome: 'refused' })
    expect(await house.get('pm', `/api/process-instances/${app}`)).to.include({
      state: 'completed',
      endState: 'closed',
    })
    expect(await costs()).to.deep.equal([])
  })
})
