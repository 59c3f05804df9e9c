import { expect } from 'chai'
import { FormRejected } from '../../engine/model/errors.ts'
import type { Variables } from '../../engine/model/json.ts'
import { House, PEOPLE, person } from '../support/house.ts'
import { codeOf, refusal } from '../support/refusal.ts'

const { sm, spm, opm, mgmt } = PEOPLE
const rpm = person('rpm', 'RPM')
const RUTA = 'person-ruta-eglite'

const CONDITIONS = ['N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N7', 'N8', 'N9', 'N10']
const scored = (score: number): Variables => ({ score, evidence: 'Pārbaudīts klātienē.' })
const conditions = (low: Readonly<Record<string, number>> = {}): Variables[] =>
  CONDITIONS.map((condition) => ({ condition, ...scored(low[condition] ?? 3) }))
const plan = (changes: Variables = {}): Variables => ({
  periodFrom: '2026-07-01',
  periodTo: '2027-06-30',
  priorities: 'Vispirms piekļūstamība.',
  measures: [
    {
      group: 'services',
      measure: 'Vieglā valoda aprakstos',
      serviceId: 'service-s-014',
      nonConformity: 'N3',
      due: '2026-12-31',
    },
    { group: 'resources', measure: 'Apmācīt darbiniekus', due: '2026-10-31', cost: 500 },
    { group: 'tasks', measure: 'Mērīt apmierinātību', due: '2026-09-30' },
  ],
  ...changes,
})

describe('the assessment', function () {
  this.timeout(120_000)
  let house: House
  beforeEach(async () => {
    house = await House.open()
  })
  afterEach(() => house.close())

  const start = async (): Promise<string> => {
    const variables = { reason: 'Pirmais novērtējums.', assessedPeriod: '2026' }
    const { id } = await house.engine.startProcessInstance({
      by: spm,
      processKey: 'assessment',
      startEventId: 'ASM_E01',
      variables,
    })
    await house.settle()
    return id
  }
  const prepare = async (id: string, hasServices: boolean) => {
    const involvement = [{ role: 'portfolio_owner', scale: 'institution', level: 'policy' }]
    await house.complete('ASM_U01', spm, { involvement, hasServices }, id)
    await house.complete('ASM_U03', mgmt, { responsibles: [{ role: 'portfolio_owner', personId: RUTA }] }, id)
    const trainings = [{ personId: RUTA, topic: 'Pārvaldības politika', trainedOn: '2026-02-20' }]
    await house.complete('ASM_U04', spm, { trainings }, id)
  }
  const variablesAt = async (elementId: string, rootInstanceId: string): Promise<Variables> => {
    const { id: taskId } = await house.task(elementId, rootInstanceId)
    return (await house.engine.getTask({ institutionId: 'demo', taskId })).variables
  }
  /** Tasks, capabilities and resources: everything as it should be but what `low` names. */
  const assess = async (id: string, low: Readonly<Record<string, number>> = {}) => {
    for (const [elementId, by, table, key] of [
      ['ASM_U05', rpm, 'capabilityScores', 'capability'],
      ['ASM_U06', spm, 'taskScores', 'task'],
    ] as const) {
      const rows = (await variablesAt(elementId, id))[table] as Variables[]
      const filled = rows.map((row) => ({ ...row, ...scored(low[String(row[key])] ?? 3) }))
      await house.complete(elementId, by, { [table]: filled }, id)
    }
  }
  /** Every service of the catalogue, by its manager. @returns the services, in the order of the tasks */
  const assessServices = async (
    id: string,
    low: Readonly<Record<string, Variables>> = {},
  ): Promise<readonly string[]> => {
    const seen: string[] = []
    for (const task of await house.tasks(id)) {
      if (task.elementId !== 'ASM_P01_U1') continue
      const { variables } = await house.engine.getTask({ institutionId: 'demo', taskId: task.id })
      const serviceId = String(variables['serviceId'])
      seen.push(serviceId)
      expect(task.candidateGroups).to.deep.equal([`SM@${serviceId}`])
      expect((variables['conditionScores'] as Variables[]).map(({ condition }) => condition)).to.deep.equal(CONDITIONS)
      const usual = { conditionScores: conditions(), focus: 'services', stage: 'partly', future: 'keep' }
      await house.engine.claimTask({ by: sm, taskId: task.id })
      await house.engine.completeTask({ by: sm, taskId: task.id, data: { ...usual, ...low[serviceId] } })
    }
    await house.settle()
    return seen
  }
  const record = (id: string) => house.record('assessment', id)

  it('of an institution without services looks at tasks, capabilities and resources only', async () => {
    const id = await start()
    expect((await record(id)).number).to.equal('NV-2026-001')
    await prepare(id, false)
    expect(await house.openTasks(id)).to.deep.equal(['ASM_U05', 'ASM_U06'])
    await assess(id, { competences: 1, 'PU2-14': 0 })

    expect(await house.openTasks(id)).to.deep.equal(['ASM_U02'])
    const { data } = await record(id)
    expect(data).to.include({ hasServices: false })
    expect(data['nonConformities']).to.deep.equal([
      { group: 'tasks', object: 'PU2-14', criterion: 'PU2-14', ...scored(0) },
      { group: 'resources', object: 'competences', criterion: 'competences', ...scored(1) },
    ])
    expect(data['trainings']).to.have.length(1)
  })

  it('with services scores each by its manager, plans in three parts, and follows the plan to its end', async () => {
    const id = await start()
    await prepare(id, true)
    await assess(id)
    const portfolio = {
      coreAreas: [{ coreArea: 'Iedzīvotāju reģistrs', ...scored(1) }],
      portfolioScores: conditions({ N8: 0 }),
    }
    await house.complete('ASM_U07', spm, portfolio, id)
    const moved = {
      conditionScores: conditions({ N3: 1, N7: 1 }),
      focus: 'needs',
      stage: 'fully',
      future: 'competence_centre',
      futureReason: 'Mazs apjoms.',
    }
    const services = await assessServices(id, { 'service-s-014': moved })
    expect(services.length).to.be.greaterThan(2)

    const seen = await variablesAt('ASM_U02', id)
    const found = seen['nonConformities'] as Variables[]
    expect(
      found.map(({ group, object, serviceId, criterion }) => [group, object ?? serviceId, criterion]),
    ).to.deep.equal([
      ['services', 'Iedzīvotāju reģistrs', 'joma'],
      ['services', 'pakalpojumu kopums', 'N8'],
      ['services', 'service-s-014', 'N3'],
      ['services', 'service-s-014', 'N7'],
    ])
    const expected = (services.length * 30 - 4) / (services.length * 10)
    expect(seen['averages']).to.deep.include({
      part: 'services',
      average: Math.round(expected * 100) / 100,
      scored: services.length,
    })
    expect((await house.record('service', 'service-s-014')).data['conditionScores']).to.include({ N3: 1, N7: 1, N1: 3 })
    const { data } = await record(id)
    expect(data['serviceViews']).to.deep.include({
      serviceId: 'service-s-014',
      focus: 'needs',
      stage: 'fully',
      future: 'competence_centre',
      futureReason: 'Mazs apjoms.',
    })

    await house.complete('ASM_U02', spm, plan(), id)
    await house.complete('ASM_U09', mgmt, { approved: false, remarks: 'Kas ir svarīgākais?' }, id)
    expect((await variablesAt('ASM_U02', id))['remarks']).to.equal('Kas ir svarīgākais?')
    await house.complete('ASM_U02', spm, plan({ priorities: 'Piekļūstamība, tad apmācība.' }), id)
    await house.complete('ASM_U09', mgmt, { approved: true }, id)

    const planId = `${id}:plan`
    expect(await house.record('individual-improvement-plan', planId)).to.include({
      number: 'IPP-2026-001',
      status: 'approved',
    })
    expect(await record(id)).to.include({ status: 'completed' })
    const improvements = await house.records('improvement', { planId })
    expect(
      improvements.map(({ data: one }) => [one['title'], one['planGroup'], one['area'], one['sourceRecord']]),
    ).to.have.deep.members([
      ['Vieglā valoda aprakstos', 'services', 'service', 'IPP-2026-001'],
      ['Apmācīt darbiniekus', 'resources', 'resource', 'IPP-2026-001'],
      ['Mērīt apmierinātību', 'tasks', 'process', 'IPP-2026-001'],
    ])

    const training = improvements.find(({ data: one }) => one['planGroup'] === 'resources')?.id ?? ''
    const rejected = {
      improvementDecision: 'reject',
      decisionNote: 'Jau notiek.',
      area: 'resource',
      value: 1,
      effort: 1,
    }
    await house.complete('CSI_U06', opm, rejected, training)
    await house.passTimeUntil('ASM_T01', id)
    const progress = (await variablesAt('ASM_U10', id))['progressRows']
    expect(progress).to.deep.equal([
      { part: 'tasks', total: 1, closed: 0, achieved: 0 },
      { part: 'services', total: 1, closed: 0, achieved: 0 },
      { part: 'resources', total: 1, closed: 1, achieved: 0 },
    ])
    await house.complete('ASM_U10', spm, { conclusions: 'Vēl nav.', planFinished: false }, id)
    expect((await house.record('individual-improvement-plan', planId)).data).to.include({
      total: 3,
      closed: 1,
      achieved: 0,
    })
    await house.passTimeUntil('ASM_T01', id)
    await house.complete('ASM_U10', spm, { conclusions: 'Plāns pabeigts.', planFinished: true }, id)

    expect(await house.instance(id)).to.include({ state: 'completed', endState: 'completed' })
    expect(await house.record('individual-improvement-plan', planId)).to.include({ status: 'completed' })
    const [report] = await house.records('report', { kind: 'improvement-plan' })
    expect(report).to.include({ status: 'published' })
    expect(report?.data['content']).to.deep.include({ planId, progress })
  })

  it('comes by itself once a year, also after downtime', async () => {
    const assessments = async () => (await house.records('assessment')).map(({ data }) => data['period'])
    await house.passTime({ days: 365 })
    expect(await assessments()).to.deep.equal([])
    await house.passTime({ days: 160 })
    await house.restart()
    await house.settle()
    expect(await assessments()).to.deep.equal(['2027'])
  })

  it('does not let who made the plan approve it', async () => {
    const id = await start()
    await prepare(id, false)
    await assess(id)
    const both = { ...spm, groups: [...spm.groups, ...mgmt.groups] }
    await house.complete('ASM_U02', both, plan(), id)
    const { id: taskId } = await house.task('ASM_U09', id)
    expect(await codeOf(house.engine.claimTask({ by: both, taskId }))).to.equal('not-allowed')
  })

  it('tells bad input at the row and field: scores without evidence, a plan without a period', async () => {
    const id = await start()
    await prepare(id, false)
    const wrong = async (elementId: string, by: typeof spm, data: Variables): Promise<readonly string[]> => {
      const { id: taskId } = await house.task(elementId, id)
      await house.engine.claimTask({ by, taskId })
      const error = await refusal(house.engine.completeTask({ by, taskId, data }))
      if (!(error instanceof FormRejected)) throw error
      return error.errors.map(({ pointer, code }) => `${pointer} ${code}`)
    }
    const taskScores: Variables[] = [
      { task: 'PU2-1', ...scored(4) },
      { task: 'PU2-2', score: 2, evidence: ' ' },
      { task: 'PU2-3' },
    ]
    expect(await wrong('ASM_U06', spm, { taskScores })).to.have.members([
      '/taskScores/0/score maximum',
      '/taskScores/1/evidence required',
      '/taskScores/2/score required',
      '/taskScores/2/evidence required',
    ])
    await assess(id)
    const { periodFrom: _from, ...withoutPeriod } = plan()
    expect(await wrong('ASM_U02', spm, withoutPeriod)).to.deep.equal(['/periodFrom required'])
    expect(await wrong('ASM_U02', spm, plan({ periodTo: '2026-01-01' }))).to.deep.equal(['/periodFrom notAfterField'])
    expect(
      await wrong('ASM_U02', spm, plan({ measures: [{ group: 'tasks', measure: 'Bez termiņa', cost: -1 }] })),
    ).to.have.members(['/measures/0/due required', '/measures/0/cost minimum'])
  })
})
