/** What an application does beside its path: tells, records, delivers and counts. */
import { expect } from 'chai'
import type { Variables } from '../../engine/model/json.ts'
import { House, INSTITUTION, PEOPLE } from '../support/house.ts'

const { kac, exe, exe2, sm } = PEOPLE
const classified = (changes: Variables = {}): Variables => ({
  kind: 'service_request',
  serviceId: 'service-s-021',
  category: 'category-information',
  impact: 'limited',
  urgency: 'low',
  admissibility: 'ok',
  l1Solvable: false,
  ...changes,
})
const ARCHIVE: Variables = {
  kind: 'service_request',
  serviceId: 'service-s-021',
  subject: 'Arhīva izziņa',
  description: 'Vajadzīga izziņa par darba stāžu.',
}

describe('an application with all that belongs to it', function () {
  this.timeout(60_000)
  let house: House
  beforeEach(async () => {
    house = await House.open()
  })
  afterEach(() => house.close())

  const told = async (event: string): Promise<readonly Variables[]> =>
    (await house.records('notification', { event })).map(({ data }) => data)
  const seen = async (elementId: string, id: string): Promise<Variables> => {
    const { id: taskId } = await house.task(elementId, id)
    return (await house.engine.getTask({ institutionId: INSTITUTION, taskId })).variables
  }

  it('goes the whole way: paid, executed, disputed, corrected for nothing, closed and rated', async () => {
    const id = await house.submit({ ...ARCHIVE, requestData: { about: 'Darba stāžs', period: '1998' } })
    await house.complete('APP_U01', kac, classified(), id)
    const requestOf = async () => (await house.records('request', { applicationId: id }))[0]?.id ?? ''
    const first = await requestOf()
    await house.complete('REQ_U01', exe2, { acceptDecision: 'accepted', plannedCompletion: '2026-03-12T08:00:00.000Z' })
    const originRef = `${first}:REQ_M03:0`
    expect((await house.record('application', id)).status).to.equal('waiting_client')
    await house.passTime({ days: 1 })
    await house.send('finance.feeSettled', originRef, { originRef, feePaid: true })
    expect((await house.record('application', id)).data).to.include({ expectedAt: '2026-03-12T08:00:00.000Z' })
    expect((await told('work_progress'))[0]?.['body']).to.contain('12.03.2026.')

    const write = async () => {
      await house.complete('SVA_U01', exe2, { fondsSearch: 'found', references: 'F. 12', pages: 3 })
      await house.complete('SVA_U02', exe2, { statement: 'Strādājis 1998. gadā.', workMinutes: 60 })
      await house.complete('REQ_U07', exe, { levelMet: true })
      const handedOver = { resultSummary: 'Izziņa.', deliveryChannel: 'email', confirmedOnSpot: false }
      await house.complete('APP_U04', kac, handedOver, id)
    }
    await write()
    await house.send('client.disputed', id, { reason: 'Nepareizs gads.' })
    await house.complete('APP_U01', kac, classified(), id)
    const second = await requestOf()
    expect(second).to.not.equal(first)
    await house.complete('REQ_U01', exe2, { acceptDecision: 'accepted' })
    expect((await house.record('request', second)).data).to.include({ fee: 0 })
    await write()
    await house.send('client.confirmed', id, { score: 4 })
    const closing = { closureCode: 'fulfilled', finalCategory: 'category-information' }
    await house.complete('APP_U08', kac, closing, id)

    expect(await house.instance(id)).to.include({ state: 'completed', endState: 'closed' })
    const { data } = await house.record('application', id)
    expect(data).to.include({ reopenCount: 1, solvedLevel: 2, closureCode: 'fulfilled', satisfaction: 4 })
    expect(data['leadTimeMinutes']).to.equal(24 * 60)
    expect(data['pausedMinutes'], 'the day of waiting for the money').to.be.greaterThan(0)
    expect(data['cost'], 'an hour at each request').to.equal(36)
    expect((await told('holder_digest')).map(({ role }) => role)).to.deep.equal(['SM@service-s-021'])
  })

  it('tells the clerk by field what the service still needs', async () => {
    const id = await house.submit({ ...ARCHIVE, requestData: { about: 'Darba stāžs' } })
    expect((await seen('APP_U01', id))['dataProblemsText']).to.match(/^Laika posms: /)
    const other = await house.submit({ ...ARCHIVE, kind: 'complaint' })
    expect((await seen('APP_U01', other))['dataProblemsText'], 'a complaint needs no such data').to.equal(null)
  })

  it('reaches the institution that it is forwarded to', async () => {
    const id = await house.submit()
    await house.complete('APP_U01', kac, classified({ admissibility: 'not_competent' }), id)
    const forward = { refusalAction: 'forward', refusalReason: 'Arhīvs.', targetInstitution: 'institution-arhivs' }
    await house.complete('APP_U02', kac, forward)
    const [letter] = await told('application_forwarded')
    expect(letter).to.include({ recipient: 'pasts@arhivs.example', channel: 'email' })
    expect(letter?.['body']).to.contain('Vēlos uzzināt, kā deklarēt dzīvesvietu ārzemēs.')
    expect(letter?.['body']).to.contain('Anna Bērziņa')
  })

  it('writes to nobody else when it is refused', async () => {
    const id = await house.submit()
    await house.complete('APP_U01', kac, classified({ admissibility: 'unfounded' }), id)
    await house.complete('APP_U02', kac, { refusalAction: 'refuse', refusalReason: 'Nav pamata.' })
    expect(await told('application_forwarded')).to.deep.equal([])
    expect(await house.instance(id)).to.include({ endState: 'rejected' })
  })

  it('tells the client the time that was agreed anew', async () => {
    const id = await house.submit()
    await house.complete('APP_U01', kac, classified({ serviceId: 'service-s-030' }), id)
    await house.passTimeUntil('APP_B06', id)
    const newExpected = '2026-04-01T09:00:00.000Z'
    await house.complete('APP_U06', kac, { coordinationNote: 'Sarunāts.', newExpected }, id)
    expect((await house.record('application', id)).data).to.include({ expectedAt: newExpected })
    expect((await told('work_progress'))[0]?.['body']).to.contain('01.04.2026. plkst. 12:00')

    await house.passTimeUntil('APP_B06b', id)
    await house.complete('APP_U06', kac, { coordinationNote: 'Bez izmaiņām.' }, id)
    expect(await told('work_progress')).to.have.length(1)
  })

  it('bears the costs of a service delivered at level 1', async () => {
    const by = { ...sm, mayManage: true }
    const { version } = await house.record('service', 'service-s-042')
    const patch = { simpleProcessKey: 'delivery-generic' }
    await house.engine.updateRecord({ by, register: 'service', id: 'service-s-042', patch, expectedVersion: version })
    const id = await house.submit()
    const simple = { serviceId: 'service-s-042', l1Solvable: true, supportType: 'simple_service' }
    await house.complete('APP_U01', kac, classified(simple), id)
    await house.complete('DLV_U01', exe, { entitled: true }, id)
    const costLines = [{ item: 'Tulkojums', amount: 12, nature: 'direct', frequency: 'one_off' }]
    await house.complete('DLV_U02', exe, { executionState: 'done', resultSummary: 'Gatavs.', costLines }, id)
    await house.complete('DLV_U03', exe2, { qualityOk: true }, id)
    expect((await house.record('application', id)).data).to.include({ cost: 12 })
    expect((await house.instance(id)).variables).to.include({ solvedLevel: 1 })
  })

  it('tells when a known disruption will be over', async () => {
    const incident = await house.engine.createRecord({
      by: { ...kac, mayManage: true },
      register: 'incident',
      data: { title: 'E-pakalpojums nedarbojas', expectedRestoreAt: '2026-03-02T12:30:00.000Z' },
      status: 'accepted',
    })
    const id = await house.submit()
    await house.complete('APP_U01', kac, classified({ kind: 'incident', linkedIncidentId: incident.id }), id)
    expect((await told('incident_known'))[0]?.['body']).to.contain(
      'Darbību plānojam atjaunot: 02.03.2026. plkst. 14:30.',
    )
  })

  it('hears what the client thinks of it afterwards', async () => {
    const by = { ...kac, mayManage: true }
    const application = { channel: 'portal', receivedAt: house.instant, subject: 'Jautājums' }
    const { id: applicationId } = await house.engine.createRecord({ by, register: 'application', data: application })
    const asked = { applicationId, sentAt: house.instant }
    const { id: surveyId } = await house.engine.createRecord({ by, register: 'survey', data: asked, status: 'sent' })
    const { processInstanceId } = await house.engine.publishMessage({
      by,
      name: 'survey.responded',
      payload: { surveyId, score: 5, comments: 'Paldies!' },
    })
    await house.settle()
    expect(await house.instance(processInstanceId ?? '')).to.include({ state: 'completed', endState: 'recorded' })
    const { status, data } = await house.record('survey', surveyId)
    expect({ status, ...data }).to.include({
      status: 'answered',
      score: 5,
      comments: 'Paldies!',
      answeredAt: house.instant,
    })
    expect((await house.record('application', applicationId)).data).to.include({ satisfaction: 5 })
  })
})
