import { expect } from 'chai'
import type { Variables } from '../../engine/model/json.ts'
import { FormRejected } from '../../engine/model/errors.ts'
import { diagram, line } from '../support/diagram-file.ts'
import { heard, startedBy } from '../support/stand-ins.ts'
import { House, PEOPLE } from '../support/house.ts'
import { codeOf, refusal } from '../support/refusal.ts'

const { exe, sm, spm, pm, opm, mgmt } = PEOPLE

/** Stand-ins for the schemes that improvement asks, so that what they hear can be read and answered. */
const listeners = [
  diagram('change', line(startedBy('change.requested'), heard('CHANGE')), { messages: ['change.requested'] }),
  diagram('finance', line(startedBy('finance.commitmentRequested'), heard('FUNDS')), {
    messages: ['finance.commitmentRequested'],
  }),
]

/** CSI_E01 as a member of staff fills it in. */
const idea = (changes: Variables = {}): Variables => ({
  title: 'Saīsināt rindas klientu centrā',
  proposal: 'Pierakstīt klientus uz noteiktu laiku.',
  area: 'service',
  serviceIds: ['service-s-014'],
  expectedBenefit: 'Klients gaida ne ilgāk par 15 minūtēm.',
  ...changes,
})
const decided = (changes: Variables = {}): Variables => ({
  improvementDecision: 'plan',
  area: 'service',
  value: 4,
  effort: 2,
  ...changes,
})
const measure = (changes: Variables = {}): Variables => ({
  measure: 'Ieviest pierakstu',
  due: '2026-04-15',
  ...changes,
})

describe('continual improvement', function () {
  this.timeout(60_000)
  let house: House
  let indicatorId: string
  beforeEach(async () => {
    house = await House.open({ bundle: listeners })
    indicatorId = await indicator()
  })
  afterEach(() => house.close())

  const manager = { ...opm, mayManage: true }
  let keys = 0
  const indicator = async (data: Variables = {}): Promise<string> => {
    const usual = {
      name: { lv: 'Gaidīšanas laiks' },
      key: `own.wait-${(keys += 1)}`,
      unit: 'minutes',
      direction: 'down',
    }
    const fixed = { target: 15, source: 'manual', frequency: 'quarterly', active: false }
    const written = { ...usual, ...fixed, ...data }
    return (await house.engine.createRecord({ by: manager, register: 'indicator', data: written })).id
  }
  const measured = (period: string, value: number, id = indicatorId) =>
    house.engine.createRecord({
      by: manager,
      register: 'indicator-value',
      data: { indicatorId: id, period, value, source: 'manual' },
    })
  const planned = (changes: Variables = {}): Variables => ({
    planMeasures: [measure()],
    kpiTargets: [{ indicator: indicatorId, baseline: 25, target: 15 }],
    planCost: 0,
    ...changes,
  })
  const start = async (startEventId: string, by: typeof pm, variables: Variables): Promise<string> => {
    const { id } = await house.engine.startProcessInstance({ by, processKey: 'improvement', startEventId, variables })
    await house.settle()
    return id
  }
  const propose = (changes: Variables = {}, by = exe) => start('CSI_E01', by, idea(changes))
  const proposed = async (payload: Variables): Promise<string> => {
    const by = { ...pm, id: 'another-system' }
    const { processInstanceId } = await house.engine.publishMessage({ by, name: 'improvement.proposed', payload })
    await house.settle()
    return processInstanceId ?? ''
  }
  const record = (id: string) => house.record('improvement', id)
  const variablesAt = async (elementId: string, rootInstanceId?: string): Promise<Variables> => {
    const { id: taskId } = await house.task(elementId, rootInstanceId)
    return (await house.engine.getTask({ institutionId: 'demo', taskId })).variables
  }
  const ended = async (id: string, endState: string) =>
    expect(await house.instance(id)).to.include({ state: 'completed', endState })
  const toEvaluation = async (id: string) => {
    await house.complete(
      'CSI_P01_U1',
      sm,
      { measureStatus: 'done', evidence: 'Pieraksts darbojas.', measureCost: 120 },
      id,
    )
    await house.passTimeUntil('CSI_T02', id)
  }

  describe('a proposal', () => {
    it('is planned, carried out and evaluated by indicators, and its proposer is told', async () => {
      const id = await propose()
      expect(await record(id)).to.include({ number: 'U-2026-001', status: 'proposed' })

      await house.complete('CSI_U06', opm, decided())
      await house.complete('CSI_U07', sm, planned())
      await house.complete('CSI_U08', spm, { approved: true })
      expect(await record(id)).to.include({ status: 'in_progress' })
      await toEvaluation(id)
      // Nobody measured anything, so people judge.
      expect((await variablesAt('CSI_U09'))['actualCost']).to.equal(120)
      await house.complete('CSI_U09', opm, {
        objectivesMet: 'yes',
        effect: 'Gaida 14 minūtes.',
        saving: 500,
        actualCost: 120,
      })

      await ended(id, 'achieved')
      const { status, data } = await record(id)
      expect(status).to.equal('achieved')
      expect(data).to.deep.include({
        source: 'staff',
        proposedBy: 'exe',
        clientProposed: false,
        improvementDecision: 'plan',
        decidedInTime: true,
        cycles: 1,
        objectivesMet: 'yes',
        saving: 500,
        actualCost: 120,
        result: 'achieved',
        closedAt: house.instant,
        measuredEffect: [{ indicator: indicatorId, baseline: 25, target: 15 }],
      })
      expect(data['measureResults']).to.deep.include.members([
        {
          measure: 'Ieviest pierakstu',
          status: 'done',
          evidence: 'Pieraksts darbojas.',
          cost: 120,
          doneAt: (data['measureResults'] as Variables[])[0]?.['doneAt'] ?? '',
        },
      ])
      const [told] = await house.records('notification', { event: 'improvement_closed' })
      expect(told?.data).to.include({ subject: 'Uzlabojums U-2026-001 ir slēgts', personId: 'person-andris-berzs' })
      expect(told?.data['body']).to.contain('Rezultāts: sasniegts').and.contain('Gaida 14 minūtes.')
    })

    it('shows similar ones that are open, and is merged with one of them', async () => {
      const first = await propose()
      await house.complete('CSI_U06', opm, decided(), first)
      const second = await propose({ title: 'Saīsināt rindas klientu centrā un filiālē' })

      expect((await variablesAt('CSI_U06', second))['similar']).to.deep.equal([
        { id: first, number: 'U-2026-001', status: 'planning' },
      ])
      const merge = decided({ improvementDecision: 'merge', mergeInto: first, decisionNote: 'To jau plāno.' })
      await house.complete('CSI_U06', opm, merge, second)

      await ended(second, 'merged')
      expect((await record(second)).data).to.include({ mergeInto: first, result: 'merged' })
      expect((await record(first)).status).to.equal('planning')
    })

    it('is postponed until its day, decided again, and counted as decided in time only once', async () => {
      const id = await propose()
      await house.passTime({ days: 20 })
      await house.complete('CSI_U06', opm, decided({ improvementDecision: 'later', reviewDate: '2026-06-01' }))
      expect(await record(id)).to.include({ status: 'postponed' })
      expect((await record(id)).data).to.include({ reviewDate: '2026-06-01', decidedInTime: false })
      const { decidedAt } = (await record(id)).data

      await house.passTimeUntil('CSI_T01', id)
      expect(house.instant, 'eight in the morning here').to.equal('2026-06-01T05:00:00.000Z')
      await house.complete(
        'CSI_U06',
        opm,
        decided({ improvementDecision: 'reject', decisionNote: 'Nav vairs aktuāli.' }),
      )

      await ended(id, 'rejected')
      expect((await record(id)).data).to.include({
        decidedInTime: false,
        decidedAt,
        decisionNote: 'Nav vairs aktuāli.',
      })
      expect((await record(id)).data).not.to.have.property('reviewDate')
    })

    it('goes back to planning until it works, three times at most', async () => {
      const id = await propose()
      await house.complete('CSI_U06', opm, decided())
      for (const round of [1, 2, 3]) {
        await house.complete('CSI_U07', sm, planned({ planMeasures: [measure({ due: '2027-12-31' })] }))
        await house.complete('CSI_U08', spm, { approved: true })
        await toEvaluation(id)
        expect((await record(id)).data).to.include({ cycles: round })
        await house.complete('CSI_U09', opm, {
          objectivesMet: 'no',
          effect: 'Nekas nav mainījies.',
          lessons: 'Jāmeklē cits ceļš.',
        })
      }

      await ended(id, 'not_achieved')
      expect((await record(id)).data).to.include({ lessons: 'Jāmeklē cits ceļš.' })
    })

    it('about a process is planned by its manager, about several services by the portfolio manager', async () => {
      const process = await propose({ area: 'process', processKey: 'incident', serviceIds: [] })
      await house.complete('CSI_U06', opm, decided({ area: 'process', processKey: 'incident' }), process)
      expect((await house.task('CSI_U07', process)).candidateGroups).to.deep.equal(['PM@incident'])

      const several = await propose({ title: 'Vienoti apraksti', serviceIds: ['service-s-014', 'service-s-021'] })
      await house.complete('CSI_U06', opm, decided(), several)
      expect((await house.task('CSI_U07', several)).candidateGroups).to.deep.equal(['SPM'])
      const one = await propose({ title: 'Izziņa tiešsaistē', serviceIds: ['service-s-021'] })
      await house.complete('CSI_U06', opm, decided(), one)
      expect((await house.task('CSI_U07', one)).candidateGroups).to.deep.equal(['SM@service-s-021'])
    })

    it('is not approved by who planned it, and a plan comes back with remarks', async () => {
      const id = await propose()
      await house.complete('CSI_U06', opm, decided())
      const both = { ...sm, groups: [...sm.groups, ...spm.groups] }
      await house.complete('CSI_U07', both, planned())
      const { id: taskId } = await house.task('CSI_U08')
      expect(await codeOf(house.engine.claimTask({ by: both, taskId }))).to.equal('not-allowed')

      await house.complete('CSI_U08', spm, { approved: false, remarks: 'Kur ir mērķis?' })
      expect((await variablesAt('CSI_U07', id))['remarks']).to.equal('Kur ir mērķis?')
    })
  })

  describe('money', () => {
    const decide = (amount: number, originRef: string, commitmentGranted: boolean) =>
      house.send('finance.commitmentDecided', originRef, { originRef, commitmentGranted, source: `Budžets, ${amount}` })
    const costly = (cost: number) => planned({ planMeasures: [measure({ cost })], planCost: cost })

    it('is asked for, and where it is not granted the improvement is decided again', async () => {
      const id = await propose()
      await house.complete('CSI_U06', opm, decided())
      await house.complete('CSI_U07', sm, costly(2000))
      const asked = await variablesAt('FUNDS')
      expect(asked).to.include({
        amount: 2000,
        object: 'U-2026-001 Saīsināt rindas klientu centrā',
        originRef: `${id}:CSI_M02:1`,
      })
      expect(await record(id)).to.include({ status: 'waiting_funds' })
      await decide(2000, `${id}:CSI_M02:1`, false)

      expect(await variablesAt('CSI_U06', id)).to.include({ commitmentGranted: false })
      await house.complete('CSI_U06', opm, decided({ improvementDecision: 'reject', decisionNote: 'Nav līdzekļu.' }))
      await ended(id, 'rejected')
    })

    it('that was granted is not asked for again: only what a dearer plan needs beyond it', async () => {
      const id = await propose()
      await house.complete('CSI_U06', opm, decided())
      await house.complete('CSI_U07', sm, costly(2000))
      await decide(2000, `${id}:CSI_M02:1`, true)
      await house.complete('CSI_U08', spm, { approved: false, remarks: 'Lētāk.' })
      await house.complete('CSI_U07', sm, costly(1500))
      expect(await house.openTasks(id)).to.deep.equal(['CSI_U08'])
      await house.complete('CSI_U08', spm, { approved: false, remarks: 'Tomēr ar apmācību.' })
      await house.complete('CSI_U07', sm, costly(2300.1))

      const amounts = await Promise.all(
        (await house.tasks())
          .filter(({ elementId }) => elementId === 'FUNDS')
          .map(({ id: taskId }) => house.engine.getTask({ institutionId: 'demo', taskId })),
      )
      expect(amounts.map(({ variables }) => variables['amount'])).to.have.members([2000, 300.1])
      await decide(300.1, `${id}:CSI_M02:3`, true)
      await house.complete('CSI_U08', spm, { approved: true })
      expect((await record(id)).data).to.include({ commitmentGranted: true, planCost: 2300.1, cycles: 3 })
    })
  })

  describe('measures', () => {
    const completeChange = (originRef: string, changeOutcome: string) =>
      house.send('change.completed', originRef, {
        originRef,
        changeOutcome,
        changeNumber: 'I-2026-0007',
        reason: 'Iemesls',
      })

    it('that need a change wait for their own, whatever the order of the answers', async () => {
      const id = await propose()
      await house.complete('CSI_U06', opm, decided())
      const planMeasures = [
        measure({ measure: 'Pārbūvēt zāli', requiresChange: true }),
        measure({ measure: 'Apmācīt darbiniekus' }),
        measure({ measure: 'Mainīt sistēmu', requiresChange: true, cost: 10 }),
      ]
      await house.complete('CSI_U07', sm, planned({ planMeasures, planCost: 10 }))
      await house.send('finance.commitmentDecided', `${id}:CSI_M02:1`, {
        originRef: `${id}:CSI_M02:1`,
        commitmentGranted: true,
      })
      await house.complete('CSI_U08', spm, { approved: true })

      const ref = (n: number) => `${id}:CSI_P01_M1:1:${n}`
      const changes = await Promise.all(
        (await house.tasks())
          .filter(({ elementId }) => elementId === 'CHANGE')
          .map(({ id: taskId }) => house.engine.getTask({ institutionId: 'demo', taskId })),
      )
      expect(changes.map(({ variables }) => [variables['title'], variables['originRef']])).to.have.deep.members([
        ['Pārbūvēt zāli', ref(1)],
        ['Mainīt sistēmu', ref(3)],
      ])
      expect(await house.openTasks(id)).to.deep.equal(['CSI_P01_U1'])
      await house.complete('CSI_P01_U1', sm, { measureStatus: 'done', evidence: 'Apmācīti.' }, id)

      await completeChange(ref(3), 'rejected')
      expect(await variablesAt('CSI_P01_U1', id)).to.include({
        measureTitle: 'Mainīt sistēmu',
        changeOutcome: 'rejected',
      })
      await house.complete('CSI_P01_U1', sm, { measureStatus: 'dropped', evidence: 'Izmaiņas noraidītas.' }, id)
      await completeChange(ref(1), 'implemented')
      expect(await variablesAt('CSI_P01_U1', id)).to.include({
        measureTitle: 'Pārbūvēt zāli',
        changeOutcome: 'implemented',
      })
      await house.complete('CSI_P01_U1', sm, { measureStatus: 'done', evidence: 'Pārbūvēts.' }, id)

      const { data, status } = await record(id)
      expect(status).to.equal('evaluating')
      const results = (data['measureResults'] as Variables[]).map((one) => [
        one['measure'],
        one['status'],
        one['changeOutcome'],
      ])
      expect(results).to.deep.equal([
        ['Apmācīt darbiniekus', 'done', undefined],
        ['Mainīt sistēmu', 'dropped', 'rejected'],
        ['Pārbūvēt zāli', 'done', 'implemented'],
      ])
    })

    it('are due on their day, and what was measured since tells the effect', async () => {
      const monthly = await indicator({ active: true, frequency: 'monthly' })
      const kpiTargets = [{ indicator: monthly, baseline: 25, target: 15 }]
      const id = await propose()
      await house.complete('CSI_U06', opm, decided())
      await house.complete('CSI_U07', sm, planned({ kpiTargets }))
      await house.complete('CSI_U08', spm, { approved: true })
      expect((await house.task('CSI_P01_U1')).dueAt, 'five in the afternoon here').to.equal('2026-04-15T14:00:00.000Z')
      await measured('2026-03', 14, monthly)
      await toEvaluation(id)

      expect((await variablesAt('CSI_U09'))['measuredEffect']).to.deep.equal([
        { indicator: monthly, baseline: 25, target: 15, measured: 14 },
      ])
    })
  })

  describe('proposals of other schemes', () => {
    it('come from any process, with where they come from', async () => {
      const id = await proposed({
        title: 'KVDB precizitāte zem mērķa',
        proposal: 'Precizitāte 0.9, mērķis 0.95.',
        area: 'resource',
        source: 'configuration',
        originProcess: 'configuration',
        originRecord: 'A-2026-0001',
        serviceIds: ['service-s-014'],
      })

      expect((await record(id)).data).to.deep.include({
        source: 'configuration',
        sourceProcess: 'configuration',
        sourceRecord: 'A-2026-0001',
        serviceIds: ['service-s-014'],
        clientProposed: false,
      })
      await house.complete('CSI_U06', opm, decided({ improvementDecision: 'reject', decisionNote: 'Jau izdarīts.' }))
      await ended(id, 'rejected')
      expect(await house.records('notification', { event: 'improvement_closed' })).to.deep.equal([])
    })

    it('of a client are answered to the client when they are closed', async () => {
      const applicationId = await house.submit({ subject: 'Ierosinājums par rindām', kind: 'suggestion' })
      const id = await proposed({
        title: 'Rindas',
        proposal: 'Pierakstīt.',
        source: 'feedback',
        originProcess: 'application',
        originRef: applicationId,
        applicationId,
      })
      expect((await record(id)).data).to.include({ clientProposed: true, applicationId, area: 'service' })
      await house.complete(
        'CSI_U06',
        opm,
        decided({ improvementDecision: 'reject', decisionNote: 'Telpas to neļauj.' }),
        id,
      )

      const [told] = await house.records('notification', { event: 'improvement_closed_client' })
      expect(told?.data).to.include({ applicationId })
      expect(told?.data['body']).to.contain('noraidīts').and.contain('Telpas to neļauj.')
    })

    it('without what they must say are refused at the field', async () => {
      const wrong = await refusal(proposed({ title: ' ', proposal: 'Pierakstīt.' }))
      expect(JSON.stringify(wrong)).to.contain('/title').and.contain('/source')
    })
  })

  describe('measuring', () => {
    it('is set up: indicators are registered with how they are measured, and become active together', async () => {
      const id = await start('CSI_E04', opm, { scope: 'Klientu centrs.', processKey: 'application' })
      const row = {
        object: 'klientu centrs',
        formula: 'gaidīšanas minūšu mediāna',
        unit: 'minutes',
        target: 15,
        direction: 'down',
      }
      const indicators = [
        { ...row, name: 'Gaidīšana', owner: 'KAC' },
        { ...row, name: 'Apmierinātība', unit: 'score', target: 4, direction: 'up', dimension: 'effectiveness_short' },
      ]
      await house.complete('CSI_U01', opm, { indicators })
      const measuring = (await variablesAt('CSI_U02'))['measuring'] as Variables[]
      expect(measuring.map((one) => one['indicator'])).to.deep.equal(['Gaidīšana', 'Apmierinātība'])
      await house.complete('CSI_U02', pm, {
        measuring: [
          { indicator: 'Gaidīšana', source: 'manual', frequency: 'monthly', responsible: 'PM' },
          { indicator: 'Apmierinātība', source: 'survey', query: 'Aptauja', frequency: 'quarterly' },
        ],
      })

      await ended(id, 'set_up')
      const made = (await house.records('indicator', { processKey: 'application' })).filter(({ data }) =>
        String(data['key']).startsWith('own.'),
      )
      expect(
        made.map(({ data }) => [data['name'], data['source'], data['frequency'], data['active'], data['owner']]),
      ).to.have.deep.members([
        [{ lv: 'Gaidīšana' }, 'manual', 'monthly', true, 'PM'],
        [{ lv: 'Apmierinātība' }, 'survey', 'quarterly', true, undefined],
      ])
    })
  })

  describe('the reports', () => {
    /** The cases that timers have started, by the kind of their report. */
    const reports = async (kind: string) => {
      const { items } = await house.engine.listProcessInstances({
        institutionId: 'demo',
        processKey: 'improvement',
        limit: 100,
      })
      const all = await Promise.all(items.map(({ id }) => house.instance(id)))
      return all.filter(({ variables }) => variables['reportKind'] === kind)
    }
    const until = async (date: string) => {
      await house.passTime({ minutes: Math.round((Date.parse(date) - Date.parse(house.instant)) / 60_000) })
    }

    it('of a quarter measure, ask for what people measure, tell deviations, and start improvements', async () => {
      const byHand = await indicator({ active: true, name: { lv: 'Rindas garums', en: 'Length of the queue' } })
      for (const quarter of ['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4']) await measured(quarter, 12, byHand)
      await until('2026-04-01T07:30:00Z')
      const [quarterly] = await reports('quarterly')
      expect(quarterly?.variables['period']).to.equal('2026-Q1')
      const id = quarterly?.id ?? ''
      const asked = await variablesAt('CSI_U03', id)
      expect(asked).to.include({ indicatorId: byHand, indicatorUnit: 'minutes', indicatorPeriod: '2026-Q1' })
      await house.complete('CSI_U03', pm, { value: 21, evidence: 'Rindu sistēma.' }, id)

      const seen = await variablesAt('CSI_U04', id)
      expect(seen['trendRows']).to.deep.include({
        indicator: byHand,
        unit: 'minutes',
        target: 15,
        previous: '12 → 12 → 12 → 12',
        value: 21,
        deviation: 'outlier',
      })
      expect((seen['findings'] as Variables[])[0]).to.deep.equal({
        indicator: byHand,
        finding: 'Vērtība 21 ir ārpus trim standartnovirzēm (vidēji 12).',
      })
      const findings = [{ indicator: byHand, finding: 'Rindas aug.', cause: 'Atvaļinājumi.' }]
      const proposals = [
        { title: 'Vēl viens lodziņš', area: 'service', serviceId: 'service-s-014', benefit: 'Īsākas rindas.' },
      ]
      const written = { findings, proposals, clientSummary: 'Martā rindas bija garākas nekā parasti.' }
      await house.complete('CSI_U04', opm, written, id)
      await house.complete('CSI_U05', mgmt, { approved: false, decisions: 'Pievienojiet cēloni.' }, id)
      expect((await variablesAt('CSI_U04', id))['decisions']).to.equal('Pievienojiet cēloni.')
      await house.complete('CSI_U04', opm, written, id)
      await house.complete('CSI_U05', mgmt, { approved: true, decisions: 'Piešķirt darbinieku.' }, id)

      await ended(id, 'reported')
      const [value] = await house.records('indicator-value', { indicatorId: byHand, period: '2026-Q1' })
      expect(value?.data).to.include({ value: 21, evidence: 'Rindu sistēma.', source: 'manual' })
      const report = await house.record('report', id)
      expect(report).to.include({ status: 'published' })
      expect(report.data).to.deep.include({
        kind: 'service-report',
        period: '2026-Q1',
        forClients: true,
        clientSummary: written.clientSummary,
      })
      expect(report.data['content']).to.deep.include({ findings })
      expect(await house.records('report', { kind: 'service-report' }), 'sent back, but one report').to.have.length(1)
      const [improvement] = await house.records('improvement', { title: 'Vēl viens lodziņš' })
      expect(improvement?.data).to.include({ source: 'improvement', sourceRecord: report.number, area: 'service' })
    })

    it('of a month say volumes, costs, levels, load and satisfaction', async () => {
      await house.submit({ subject: 'Jautājums martā' })
      await until('2026-04-01T07:30:00Z')
      const [monthly] = await reports('monthly')
      expect(monthly?.variables['period']).to.equal('2026-03')
      const id = monthly?.id ?? ''
      const figures = (await variablesAt('CSI_U10', id))['reportFigures'] as Variables[]
      expect(figures.find((row) => row['figure'] === 'Pieteikumi pēc veida')).to.include({ count: 1 })
      await house.complete('CSI_U10', opm, { conclusions: 'Mierīgs mēnesis.' }, id)

      await ended(id, 'monthly_reported')
      const report = await house.record('report', id)
      expect(report.data).to.include({ kind: 'monthly-report', period: '2026-03', conclusions: 'Mierīgs mēnesis.' })
      const { figures: kept } = report.data['content'] as { figures: Variables[] }
      expect([...new Set(kept.map((one) => one['section']))]).to.deep.equal([
        'volumes',
        'costs',
        'levels',
        'capacity',
        'satisfaction',
        'improvement',
      ])
    })

    it('fire once for each period, also after downtime, and the period is the last one that has ended', async () => {
      await until('2026-04-01T07:30:00Z')
      await house.restart()
      await house.settle()
      expect(await reports('quarterly')).to.have.length(1)
      expect(await reports('monthly')).to.have.length(1)

      // Nothing ran from April to the middle of October.
      await until('2026-10-15T07:30:00Z')
      const quarters = (await reports('quarterly')).map(({ variables }) => variables['period'])
      const months = (await reports('monthly')).map(({ variables }) => variables['period'])
      expect(quarters).to.have.members(['2026-Q1', '2026-Q3'])
      expect(months).to.have.members(['2026-03', '2026-09'])
    })
  })

  describe('bad input', () => {
    const wrong = async (elementId: string, by: typeof pm, form: Variables): Promise<readonly string[]> => {
      const { id: taskId } = await house.task(elementId)
      await house.engine.claimTask({ by, taskId })
      const error = await refusal(house.engine.completeTask({ by, taskId, data: form }))
      if (!(error instanceof FormRejected)) throw error
      return error.errors.map(({ pointer, code }) => `${pointer} ${code}`)
    }

    it('in a decision and in a plan is told at the row and field', async () => {
      await propose()
      expect(await wrong('CSI_U06', opm, decided({ improvementDecision: 'later', value: 6 }))).to.have.members([
        '/value maximum',
        '/reviewDate required',
      ])
      expect(
        await wrong('CSI_U06', opm, decided({ improvementDecision: 'later', reviewDate: '2026-01-01' })),
      ).to.deep.equal(['/reviewDate notBeforeToday'])
      await house.complete('CSI_U06', opm, decided())

      const kpiTargets = [{ indicator: indicatorId, baseline: 25 }]
      const planMeasures = [measure(), { measure: 'Bez termiņa', cost: -5 }]
      expect(await wrong('CSI_U07', sm, { planMeasures, kpiTargets, planCost: -1 })).to.have.members([
        '/planMeasures/1/due required',
        '/planMeasures/1/cost minimum',
        '/kpiTargets/0/target required',
        '/planCost minimum',
      ])
      const costs = [measure({ cost: 100.5 }), measure({ cost: 20 })]
      expect(await wrong('CSI_U07', sm, planned({ planMeasures: costs, planCost: 120 }))).to.deep.equal([
        '/planCost sumOf',
      ])
      expect(await wrong('CSI_U07', sm, planned({ planMeasures: [] }))).to.deep.equal(['/planMeasures minItems'])
    })
  })
})

describe('continual improvement with a restart at every step', () => {
  it('goes on where it stood', async function () {
    this.timeout(120_000)
    const house = await House.open({ bundle: listeners, restarts: true })
    const { id } = await house.engine.startProcessInstance({
      by: exe,
      processKey: 'improvement',
      startEventId: 'CSI_E01',
      variables: idea(),
    })
    await house.settle()
    const data = {
      name: { lv: 'Rādītājs' },
      key: 'own.x',
      unit: 'count',
      direction: 'up',
      frequency: 'yearly',
      source: 'manual',
      active: true,
    }
    const indicator = await house.engine.createRecord({ by: { ...opm, mayManage: true }, register: 'indicator', data })
    await house.complete('CSI_U06', opm, decided())
    const kpiTargets = [{ indicator: indicator.id, baseline: 1, target: 2 }]
    const planMeasures = [measure({ requiresChange: true }), measure({ measure: 'Apmācīt' })]
    await house.complete('CSI_U07', sm, { planMeasures, kpiTargets, planCost: 0 })
    await house.complete('CSI_U08', spm, { approved: true })
    await house.complete('CSI_P01_U1', sm, { measureStatus: 'done', evidence: 'Ir.' }, id)
    const originRef = `${id}:CSI_P01_M1:1:1`
    await house.send('change.completed', originRef, { originRef, changeOutcome: 'implemented' })
    await house.complete('CSI_P01_U1', sm, { measureStatus: 'done', evidence: 'Ir.' }, id)
    await house.passTimeUntil('CSI_T02', id)
    await house.complete('CSI_U09', opm, { objectivesMet: 'partly', effect: 'Daļēji.' })

    expect(await house.instance(id)).to.include({ state: 'completed', endState: 'partly' })
    await house.close()
  })
})
