/**
 * A paid archive statement, incomplete and disputed, with its data, dates and amounts, as the world sees it: over HTTP,
 * by people of the demonstration and by systems with keys, on a clock that the test moves; the server is restarted
 * between every two steps. Accounting is outside: what `finance.feeDue` asks reaches the process manager while no
 * deployed scheme hears it, so that is where the reference is read that `finance.feeSettled` answers with.
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
  let accounting: Caller
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
    accounting = await house.system('Grāmatvedība', 'message.send:finance.feeSettled')
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

  /** What no deployed scheme hears: the process manager reads it, hands it to accounting and closes the task. */
  async function feeDue(invoice: string): Promise<Variables> {
    const { items } = await house.get('pm', '/api/tasks?state=open&processKey=undelivered-message&limit=200')
    const all = await Promise.all(items.map(({ id }) => house.get('pm', `/api/tasks/${id}`)))
    const mine = all.filter(({ variables }) => {
      const { messageName, payload } = variables as Variables
      return messageName === 'finance.feeDue' && (payload as Variables)['applicationId'] === app
    })
    expect(mine, 'fees asked for').to.have.length(1)
    const [task] = mine as [Facts]
    const manager = await house.person('pm')
    const form = { resolution: 'dismiss', note: `Grāmatvedība izrakstīja rēķinu ${invoice}.` }
    await manager.post(`/api/tasks/${task.id}/claim`)
    expect((await manager.post(`/api/tasks/${task.id}/complete`, { data: form })).status).to.equal(200)
    return (task['variables'] as Variables)['payload'] as Variables
  }

  /** Monday's incomplete e-mail, Tuesday's reply, and the request accepted: the money is awaited. */
  async function acceptedOnTuesday(): Promise<Variables> {
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
    return feeDue('R-2026-0044')
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
    const fee = await acceptedOnTuesday()
    const [first] = await requests()
    expect(fee).to.include({ amount: 14.23, termDays: 10, requestId: first?.id, originRecord: first?.['number'] })

    await house.at('2026-04-16T10:30:00+03:00')
    const originRef = String(fee['originRef'])
    const paid = { originRef, feePaid: true, amount: 14.23, paidAt: house.instant, invoiceId: 'R-2026-0044' }
    await house.send(accounting, 'finance.feeSettled', paid, originRef)
    expect(await application()).to.include({ status: 'escalated_l2' })
    // Tuesday 11:30 to Thursday 10:30 is 960 working minutes more.
    expect(data(await application())).to.include({ pausedMinutes: 1470 })
    expect(await due()).to.equal('2026-04-30T06:00:00.000Z')
    expect(data((await requests())[0] as Facts)).to.include({ executorId: 'person-inese-ozola', feePaid: true })

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
  })

  it('B2: is refused when nobody pays', async () => {
    const { originRef } = await acceptedOnTuesday()
    // Ten days to pay and ten working days more; May has two holidays.
    await house.at('2026-05-12T10:00:00+03:00')
    expect(await seen('kac'), 'a clock that stands reminds nobody').to.deep.equal([])
    const escalations = await house.records('pm', 'escalation', { applicationId: app })
    expect(escalations).to.deep.equal([])

    const unpaid = { originRef: String(originRef), feePaid: false, invoiceId: 'R-2026-0044' }
    await house.send(accounting, 'finance.feeSettled', unpaid, unpaid.originRef)
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
