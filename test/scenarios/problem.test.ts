import { expect } from 'chai'
import type { Json, Variables } from '../../engine/model/json.ts'
import { House, PEOPLE } from '../support/house.ts'

const { kac, exe, pm } = PEOPLE
/** Manages every service. */
const sm = { ...PEOPLE.sm, groups: ['SM', 'SM@*'] }

const INCIDENT = 'incident-permit-attachments'
const SERVICE = 'service-s-030'

const raised = (changes: Variables = {}): Variables => ({
  title: 'Atļaujas e-pieteikumā nevar pievienot datnes',
  description: 'Augšupielāde neizdodas katru mēnesi, kad beidzas sertifikāts.',
  serviceId: SERVICE,
  category: 'category-e-service',
  origin: 'reactive',
  relatedIncidents: [INCIDENT],
  impact: 'significant',
  urgency: 'medium',
  originProcess: 'incident',
  ...changes,
})
const accepted = (changes: Variables = {}): Variables => ({
  problemDecision: 'accept',
  majorProblem: false,
  investigators: ['person-andris-berzs'],
  targetDate: '2026-03-20',
  ...changes,
})
const found = (changes: Variables = {}): Variables => ({
  method: 'five_whys',
  rootCauseFound: true,
  rootCause: 'Sertifikātu derīgumu neviens neuzrauga.',
  ...changes,
})
const assessed = (errorDecision: string, changes: Variables = {}): Variables => ({
  options: [{ option: 'Uzraudzīt sertifikātus', cost: 1200, benefit: 'Nav dīkstāvju', risk: 'Zems' }],
  errorDecision,
  ...changes,
})

let house: House

/** What is escalated meanwhile is the management's. */
const problemTasks = async () => (await house.openTasks()).filter((id) => id.startsWith('PRB'))

const changeCompleted = (id: string, n: number, changeOutcome: string): Variables => ({
  originRef: `${id}:PRB_P02_M1:${n}`,
  changeOutcome,
  implementedAt: changeOutcome === 'implemented' ? house.instant : null,
  reason: changeOutcome === 'implemented' ? null : 'Par dārgu.',
})
const risk = (riskAccepted: boolean): Variables => ({
  riskAccepted,
  justification: 'Risks ir mazs.',
  reviewDate: '2026-09-01',
})

/** What the incident process sends. @returns the id of instance and record */
async function raise(changes: Variables = {}): Promise<string> {
  const payload = raised(changes)
  const key = [payload['serviceId'], payload['ciId'], payload['category']].map((part) => part ?? '').join('+')
  const { processInstanceId } = await house.send('problem.raised', key, payload)
  if (processInstanceId === null) throw new Error('Expected a case that takes the problem, but there is none.')
  return processInstanceId
}

async function incident(data: Variables = {}): Promise<string> {
  const by = { ...pm, mayManage: true }
  const fields = { title: 'Traucējums', serviceId: SERVICE, category: 'category-e-service', ...data }
  return (await house.engine.createRecord({ by, register: 'incident', data: fields })).id
}

const dataOf = async (register: string, id: string): Promise<Variables> => (await house.record(register, id)).data

const objectsOf = (value: Json | undefined, field: string): readonly Variables[] =>
  ((value as Variables | undefined)?.[field] ?? []) as readonly Variables[]

/** Correlation keys of the messages that a case has thrown. */
async function thrown(id: string, name: string): Promise<unknown[]> {
  const history = await house.history(id)
  return history.flatMap(({ type, data }) =>
    type === 'message-thrown' && data['name'] === name ? [data['correlationKey']] : [],
  )
}

for (const restarts of [false, true]) {
  describe(`a problem${restarts ? ', restarted between every two steps' : ''}`, function () {
    this.timeout(60_000)
    beforeEach(async () => {
      house = await House.open({ restarts })
    })
    afterEach(() => house.close())

    it('is solved by a change, stays away, is reviewed and leads to improvements', async () => {
      const id = await raise()
      await house.passTime({ minutes: 1 })
      expect(await house.record('problem', id)).to.include({ number: 'PR-2026-0001', status: 'registered' })
      expect(await dataOf('problem', id)).to.deep.include({ incidentIds: [INCIDENT], priority: 'P3' })
      expect(await dataOf('incident', INCIDENT)).to.include({ problemId: id })

      await house.complete('PRB_U01', pm, accepted({ majorProblem: true }), id)
      expect((await house.record('problem', id)).status).to.equal('investigated')
      const workaround = 'Sūtiet pielikumus pa e-pastu.'
      const costLines = [{ item: 'Audits', amount: 300, nature: 'direct', frequency: 'one_off' }]
      await house.complete('PRB_P01_U1', exe, found({ workaround, costLines }), id)

      const [error] = await house.records('known-error', { problemId: id })
      expect(error).to.include({ status: 'open' })
      expect(error?.data).to.deep.include({
        title: { lv: raised()['title'] },
        workaround: { lv: workaround },
        serviceIds: [SERVICE],
        visibility: 'kac',
        publishedAt: house.instant,
      })
      expect((await house.history(id)).map(({ type }) => type)).to.include('signal-thrown')

      await house.complete('PRB_P02_U1', exe, assessed('change', { estCost: 1200 }), id)
      expect((await house.record('problem', id)).status).to.equal('known_error')
      expect(await thrown(id, 'change.requested')).to.deep.equal([null])
      await house.send('change.completed', `${id}:PRB_P02_M1:1`, changeCompleted(id, 1, 'implemented'))
      expect(await house.openTasks(id)).to.deep.equal([])

      await house.passTimeUntil('PRB_P02_T1', id)
      expect((await house.instance(id)).variables).to.deep.include({ newIncidents: [] })
      await house.complete('PRB_P02_U2', exe, { recurrence: false, note: 'Neatkārtojas.' }, id)
      const [closed] = await house.records('known-error', { problemId: id })
      expect(closed).to.include({ status: 'closed' })
      expect(
        (await house.records('cost-entry', { processKey: 'problem' })).map(({ data }) => data['amount']),
      ).to.include(300)
      expect(await house.openTasks(id)).to.deep.equal(['PRB_U02'])

      const preventiveActions: Variables[] = [
        { action: 'Sertifikātu kalendārs', owner: 'Andris Bērzs' },
        { action: 'Mācības' },
      ]
      await house.complete('PRB_U02', pm, { whatWentWell: 'Ātri.', whatWentWrong: 'Vēlu.', preventiveActions }, id)
      expect(await thrown(id, 'improvement.proposed')).to.have.length(2)
      expect(await house.instance(id)).to.include({ state: 'completed', endState: 'solved' })
      expect(await dataOf('problem', id)).to.deep.include({
        closingState: 'solved',
        rootCause: found()['rootCause'],
        verification: 'Neatkārtojas.',
        knownErrorId: error?.id,
        whatWentWrong: 'Vēlu.',
        preventiveActions,
        cost: 300,
      })
    })
  })
}

describe('a problem', function () {
  this.timeout(60_000)
  beforeEach(async () => {
    house = await House.open()
  })
  afterEach(() => house.close())

  it('looks for the cause again when it recurs', async () => {
    const id = await raise()
    await house.passTime({ minutes: 1 })
    await house.complete('PRB_U01', pm, accepted(), id)
    await house.complete('PRB_P01_U1', exe, found(), id)
    await house.complete('PRB_P02_U1', exe, assessed('none'), id)
    await house.passTime({ minutes: 1 })
    const newIncident = await incident()
    await house.send('incident.recurred', id, { problemId: id, incidentId: newIncident, serviceId: null })
    expect(await dataOf('problem', id)).to.deep.include({ incidentIds: [INCIDENT, newIncident] })
    expect(await dataOf('incident', newIncident)).to.include({ problemId: id })
    expect((await house.instance(id)).variables, 'the news keep to themselves').to.include({ serviceId: SERVICE })

    await house.passTimeUntil('PRB_P02_T1', id)
    expect((await house.instance(id)).variables['newIncidents']).to.have.length(1)
    await house.complete('PRB_P02_U2', exe, { recurrence: true }, id)
    expect(await house.openTasks(id)).to.deep.equal(['PRB_P01_U1'])

    await house.complete('PRB_P01_U1', exe, found({ rootCause: 'Kļūda programmā.' }), id)
    await house.complete('PRB_P02_U1', exe, assessed('accept'), id)
    await house.complete('PRB_P02_U3', sm, risk(true), id)
    expect(await house.instance(id)).to.include({ state: 'completed', endState: 'accepted_risk' })
    expect(await house.records('known-error', { problemId: id }), 'one article, changed').to.have.length(1)
  })

  it('asks the supplier, each question by itself', async () => {
    const id = await raise({ ciId: null })
    await house.complete('PRB_U01', pm, accepted(), id)
    const ask = (supplierQuestion: string) => ({
      method: 'timeline',
      rootCauseFound: false,
      nextStep: 'supplier',
      supplierQuestion,
    })
    await house.complete('PRB_P01_U1', exe, ask('Kāpēc beidzās sertifikāts?'), id)
    expect(await thrown(id, 'supplier.requested')).to.have.length(1)
    await house.send('supplier.responded', `${id}:1`, {
      supplierTaskId: `${id}:1`,
      answer: 'Neviens nepasūtīja jaunu.',
    })
    expect((await house.instance(id)).variables).to.include({ supplierAnswer: 'Neviens nepasūtīja jaunu.' })

    await house.complete('PRB_P01_U1', exe, ask('Kas to pasūta?'), id)
    expect(await house.openTasks(id)).to.deep.equal([])
    await house.send('supplier.responded', `${id}:2`, { supplierTaskId: `${id}:2`, answer: 'Iestāde.' })
    await house.complete('PRB_P01_U1', exe, { method: 'timeline', rootCauseFound: false, nextStep: 'continue' }, id)
    expect(await house.openTasks(id)).to.deep.equal(['PRB_P01_U1'])
  })

  it('stops the search, and ends with its cause unknown', async () => {
    const id = await raise()
    await house.complete('PRB_U01', pm, accepted(), id)
    await house.complete('PRB_P01_U1', exe, { method: 'other', rootCauseFound: false, nextStep: 'stop' }, id)
    const [task] = await house.tasks(id)
    expect(task?.candidateGroups).to.deep.equal([`SM@${SERVICE}`])
    await house.complete('PRB_P01_U2', sm, { stopReason: 'Par dārgu.', reviewDate: '2026-09-01' }, id)
    await house.complete('PRB_P02_U1', exe, assessed('none'), id)
    await house.passTimeUntil('PRB_P02_T1', id)
    await house.complete('PRB_P02_U2', exe, { recurrence: false }, id)
    expect(await house.instance(id)).to.include({ state: 'completed', endState: 'cause_unknown' })
    expect(await dataOf('problem', id)).to.include({ stopReason: 'Par dārgu.', reviewDate: '2026-09-01' })
  })

  it('assesses anew when the change is rejected or the risk is not accepted', async () => {
    const id = await raise()
    await house.complete('PRB_U01', pm, accepted(), id)
    await house.complete('PRB_P01_U1', exe, found(), id)
    await house.complete('PRB_P02_U1', exe, assessed('change'), id)
    await house.send('change.completed', `${id}:PRB_P02_M1:1`, changeCompleted(id, 1, 'rejected'))
    expect((await house.instance(id)).variables).to.include({ changeReason: 'Par dārgu.' })

    await house.complete('PRB_P02_U1', exe, assessed('accept'), id)
    await house.complete('PRB_P02_U3', sm, risk(false), id)
    await house.complete('PRB_P02_U1', exe, assessed('change'), id)
    await house.send('change.completed', `${id}:PRB_P02_M1:2`, changeCompleted(id, 2, 'implemented'))
    await house.passTimeUntil('PRB_P02_T1', id)
    await house.complete('PRB_P02_U2', exe, { recurrence: false }, id)
    expect(await house.instance(id)).to.include({ state: 'completed', endState: 'solved' })
  })

  it('takes further reports of the same, and informs every application that raised it', async () => {
    const applied = async (): Promise<string> => {
      const application = await house.submit({ serviceId: SERVICE })
      const kind = { kind: 'problem', impact: 'significant', urgency: 'medium', admissibility: 'ok', l1Solvable: false }
      const form = { ...kind, serviceId: SERVICE, category: 'category-e-service' }
      await house.complete('APP_U01', kac, form, application)
      return application
    }
    const first = await applied()
    const id = (await house.task('PRB_U01')).processInstanceId
    const second = await applied()
    const [one, two, three] = [await incident(), await incident(), await incident()]
    expect(await raise({ relatedIncidents: [one, two, three], title: 'Tas pats' })).to.equal(id)

    expect(await house.openTasks()).to.deep.equal(['PRB_U01'])
    expect(await house.record('problem', id)).to.include({ number: 'PR-2026-0001' })
    const problem = await dataOf('problem', id)
    expect(problem).to.deep.include({ incidentIds: [one, two, three], applicationIds: [first, second] })
    expect(problem, 'three incidents weigh more').to.include({ priority: 'P2', title: 'Kā deklarēt dzīvesvietu?' })
    expect(await dataOf('incident', two)).to.include({ problemId: id })

    await house.complete('PRB_U01', pm, { problemDecision: 'not_a_problem' }, id)
    expect(await house.instance(id)).to.include({ state: 'completed', endState: 'not_a_problem' })
    expect(await house.openTasks()).to.deep.equal(['APP_U04', 'APP_U04'])
    for (const application of [first, second]) {
      const { variables } = await house.instance(application)
      expect(variables).to.include({ workOutcome: 'refused' })
      expect(variables['resultSummary']).to.equal('Problēma PR-2026-0001 ir noraidīta: tā nav problēma.')
    }
    expect(await dataOf('incident', two)).to.not.have.property('problemId')
    expect(await raise(), 'the next report is a new problem').to.not.equal(id)
  })

  it('hands the incidents of a duplicate to the other problem', async () => {
    const other = await raise()
    const mine = await incident()
    const id = await raise({ category: 'category-permits', relatedIncidents: [mine], originProcess: null })
    await house.complete('PRB_U01', pm, { problemDecision: 'duplicate', duplicateOf: other }, id)
    expect(await house.instance(id)).to.include({ state: 'completed', endState: 'duplicate' })
    expect(await house.record('problem', id)).to.include({ status: 'duplicate' })
    expect(await dataOf('incident', mine)).to.include({ problemId: other })
    expect(await dataOf('problem', other)).to.deep.include({ incidentIds: [INCIDENT, mine] })
    expect(await thrown(id, 'work.completed')).to.deep.equal([])
  })

  it('is raised by a specialist before incidents tell of it', async () => {
    const { relatedIncidents: _none, originProcess: _form, ...form } = raised({ origin: 'proactive' })
    const { id } = await house.engine.startProcessInstance({ by: exe, processKey: 'problem', variables: form })
    await house.settle()
    expect(await dataOf('problem', id)).to.deep.include({ origin: 'proactive', incidentIds: [], priority: 'P3' })
    expect(await raise(), 'the report finds it').to.equal(id)
    expect(await dataOf('problem', id)).to.deep.include({ incidentIds: [INCIDENT] })
  })

  it('shows trends every month, raises what is worth preventing and publishes the figures', async () => {
    const late = await raise({ category: 'category-other' })
    await house.complete('PRB_U01', pm, accepted(), late)
    await incident()
    await house.passTime({ days: 20 })
    await incident()
    await incident({ category: 'category-permits' })
    await house.passTime({ days: 9, hours: 22, minutes: 30 })
    expect(await problemTasks(), 'it is not 9 o’clock yet').to.deep.equal(['PRB_P01_U1'])
    await house.passTime({ hours: 1 })

    const { processInstanceId: id } = await house.task('PRB_U03')
    const trends = objectsOf((await house.instance(id)).variables, 'trends')
    expect(trends[0]).to.include({ serviceId: SERVICE, category: 'category-e-service', total: 2 })
    expect(trends.map(({ perMonth }) => perMonth)).to.deep.equal(['0 → 0 → 2', '0 → 0 → 1', '0 → 0 → 1'])

    const candidates: Variables[] = [
      { title: 'Sertifikāti beidzas', serviceId: SERVICE, category: 'category-e-service', why: 'Katru gadu.' },
      { title: 'Atļauju aizķeršanās', serviceId: SERVICE, category: 'category-permits' },
    ]
    await house.complete('PRB_U03', pm, { trendNotes: 'Pieaug.', candidates }, id)
    const problems = await house.records('problem', { origin: 'trend' })
    expect(problems.map(({ data }) => data['title'])).to.have.members(candidates.map(({ title }) => title))
    expect(await problemTasks()).to.deep.equal(['PRB_P01_U1', 'PRB_U01', 'PRB_U01', 'PRB_U04'])

    const [draft] = await house.records('report')
    expect(draft).to.include({ status: 'draft' })
    const figures = objectsOf(draft?.data['content'], 'figures')
    const figure = (name: string) => figures.find((one) => one['name'] === name)
    expect(figure('overdue')).to.include({ count: 1 })
    expect(figure('incidentCost')?.['rows']).to.deep.equal([{ value: late, name: raised()['title'], count: 1, sum: 0 }])
    expect(figure('topServices')?.['rows']).to.deep.equal([
      { value: SERVICE, name: (await dataOf('service', SERVICE))['name'], count: 4 },
    ])
    await house.complete('PRB_U04', pm, { conclusions: 'Ieviest uzraudzību.' }, id)
    expect(await house.instance(id)).to.include({ state: 'completed', endState: 'review_done' })
    const [report] = await house.records('report', { kind: 'problem-management' })
    expect(report).to.include({ status: 'published' })
    expect(report?.data).to.include({ conclusions: 'Ieviest uzraudzību.', publishedAt: house.instant })
    const told = await house.records('notification', { event: 'report_published', record: report?.number ?? '' })
    expect(told.map(({ data }) => data['role'])).to.have.members(['SM', 'OPM', 'MGMT'])
  })

  it('begins the review on the first working day of the month', async () => {
    await house.passTime({ days: 30 })
    const { id } = await house.task('PRB_U03')
    await house.engine.claimTask({ by: pm, taskId: id })
    await house.engine.completeTask({ by: pm, taskId: id, data: { trendNotes: 'Nekas neatkārtojas.' } })
    await house.settle()
    expect(await problemTasks(), 'without candidates').to.deep.equal(['PRB_U04'])

    // 1 May 2026 is a Friday and a holiday, and so is Monday, 4 May.
    await house.passTime({ days: 33 })
    expect(await problemTasks()).to.deep.equal(['PRB_U04'])
    await house.passTime({ days: 1 })
    expect(await problemTasks()).to.deep.equal(['PRB_U03', 'PRB_U04'])
  })
})
