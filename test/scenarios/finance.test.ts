/** Financial management through the house: the budget of a year, the control of a month, cost questions, commitments and fees. */
import { expect } from 'chai'
import type { Actor } from '../../engine/engine.ts'
import { FormRejected } from '../../engine/model/errors.ts'
import type { Variables } from '../../engine/model/json.ts'
import { diagram, line } from '../support/diagram-file.ts'
import { heard } from '../support/stand-ins.ts'
import { House, PEOPLE } from '../support/house.ts'
import { refusal } from '../support/refusal.ts'

const { fin, mgmt, sm, spm, pm } = PEOPLE
const SERVICE = 'service-s-021'

const ref = (message: string): string => message.replaceAll('.', '_')
const startedBy = (message: string): string =>
  `<startEvent id="heard"><messageEventDefinition messageRef="${ref(message)}" /></startEvent>`
const awaits = (id: string, message: string): string =>
  `<receiveTask id="${id}" messageRef="${ref(message)}"><extensionElements><camunda:properties><camunda:property name="correlationKey" value="=question" /></camunda:properties></extensionElements></receiveTask>`
/** Stand-ins for the schemes that hear from this one, so that what they hear can be read. */
const ANSWERS = ['finance.costProvided', 'finance.commitmentDecided', 'finance.feeSettled']
const listeners = [
  diagram('change', line(startedBy('change.requested'), heard('CHANGE')), { messages: ['change.requested'] }),
  diagram('improvement', line(startedBy('improvement.proposed'), heard('IMPROVE')), {
    messages: ['improvement.proposed'],
  }),
  ...ANSWERS.map((message, at) =>
    diagram(`asker${at}`, line('start', awaits('answer', message), heard('ANSWERED')), { messages: [message] }),
  ),
]

describe('financial management', function () {
  this.timeout(120_000)
  let house: House
  const open = async (restarts = false): Promise<void> => {
    house = await House.open({ bundle: listeners, restarts })
  }
  beforeEach(() => open())
  afterEach(() => house.close())

  const review = async (variables: Variables = {}, by: Actor = fin): Promise<string> => {
    const data = { period: '2026', scales: ['service', 'institution'], reason: 'Papildu finansējums', ...variables }
    const start = { by, processKey: 'finance', startEventId: 'FIN_E02', variables: data }
    const { id } = await house.engine.startProcessInstance(start)
    await house.settle()
    return id
  }
  const send = async (name: string, payload: Variables, correlationKey?: string): Promise<string> => {
    const by = { ...pm, mayManage: true }
    const key = correlationKey === undefined ? {} : { correlationKey }
    const { processInstanceId } = await house.engine.publishMessage({ by, name, payload, ...key })
    await house.settle()
    return processInstanceId ?? ''
  }
  const create = async (register: string, data: Variables, options: { id?: string; status?: string } = {}) => {
    const by = { ...fin, mayManage: true }
    return house.engine.createRecord({ by, register, data, ...options })
  }
  const dataOf = async (register: string, id: string) => (await house.record(register, id)).data
  const ended = async (id: string, endState: string) =>
    expect(await house.instance(id)).to.include({ state: 'completed', endState })
  const told = async (listener: 'CHANGE' | 'IMPROVE' | 'ANSWERED'): Promise<readonly Variables[]> => {
    const tasks = (await house.tasks()).filter(({ elementId }) => elementId === listener)
    const details = tasks.map(({ id: taskId }) => house.engine.getTask({ institutionId: 'demo', taskId }))
    return (await Promise.all(details)).map(({ variables }) => variables)
  }
  /** Waits as the scheme that asked does. */
  const ask = async (message: string, question: string) => {
    const processKey = `asker${ANSWERS.indexOf(message)}`
    await house.engine.startProcessInstance({ by: pm, processKey, variables: { question } })
    await house.settle()
  }
  /** Where the bad data stands. */
  const fields = (error: unknown): readonly string[] =>
    error instanceof FormRejected ? error.errors.map(({ pointer, code }) => `${pointer} ${code}`) : [String(error)]
  const refused = async (elementId: string, by: Actor, data: Variables): Promise<readonly string[]> => {
    const { id: taskId } = await house.task(elementId)
    await house.engine.claimTask({ by, taskId })
    const error = await refusal(house.engine.completeTask({ by, taskId, data }))
    await house.engine.unclaimTask({ by, taskId })
    return fields(error)
  }

  const model: Variables = {
    methodVersion: '2026',
    costModel: [{ costType: 'Telpas', nature: 'indirect', frequency: 'recurring', allocationKey: 'volume' }],
  }
  const control: Variables = {
    tolerancePct: 10,
    toleranceAmount: 5,
    controlFrequency: 'monthly',
    optimisationRules: 'Vispirms samazina vienreizējās izmaksas.',
  }
  const order = (funding: number): Variables => ({
    calendar: [{ step: 'Projekts', due: '2026-03-20', role: 'Finanšu vadītājs' }],
    approvalPath: 'Iestādes vadītājs',
    fundingSources: [{ source: 'state_budget', amount: funding }],
  })
  const cost = (item: string, amount: number, changes: Variables = {}): Variables => ({
    item,
    amount,
    nature: 'direct',
    frequency: 'recurring',
    source: 'state_budget',
    ...changes,
  })
  /** The archive costs 40 EUR a time: 36 of its own, 4 of the premises. Management has 1,500 EUR for changes. */
  const plan = ({ planItem }: Variables): Variables => {
    const { serviceId, objectKind } = planItem as Variables
    const said = { benefit: 'Klienti saņem laikā', expediency: 'Samērīgi' }
    if (serviceId === SERVICE) return { ...said, planned: [cost('Darbs', 4320)], volume: 120 }
    if (objectKind === 'service') return { ...said, planned: [cost('Darbs', 0)], volume: 0 }
    const premises = cost('Telpas', 480, { nature: 'indirect' })
    return { ...said, planned: [premises, cost('Izmaiņas', 1500, { frequency: 'one_off' })], volume: 0 }
  }
  const price = { serviceId: SERVICE, price: 14.23, legalBasis: 'MK noteikumi Nr. 1', validFrom: '2026-03-02' }

  /** Every service by its manager, the institution by the portfolio manager. @returns how many tasks that were */
  async function planAll(): Promise<number> {
    const tasks = (await house.tasks()).filter(({ elementId }) => elementId === 'FIN_U04')
    for (const { id: taskId } of tasks) {
      const { variables } = await house.engine.getTask({ institutionId: 'demo', taskId })
      const by = (variables['planItem'] as Variables)['objectKind'] === 'service' ? sm : spm
      await house.engine.claimTask({ by, taskId })
      await house.engine.completeTask({ by, taskId, data: plan(variables) })
    }
    await house.settle()
    return tasks.length
  }
  async function inForce(): Promise<string> {
    const id = await review()
    await house.complete('FIN_U01', fin, model)
    await house.complete('FIN_U02', fin, control)
    await house.complete('FIN_U03', fin, order(6300))
    await planAll()
    await house.complete('FIN_U06', fin, { prices: [price] })
    await house.complete('FIN_U07', fin, {})
    await house.complete('FIN_U08', mgmt, { approved: true })
    await ended(id, 'budgeted')
    return id
  }

  describe('a budget', () => {
    it('is planned, balanced, sent back, approved and in force, with the engine restarted between steps', async () => {
      await house.close()
      await open(true)
      const id = await review()
      await house.complete('FIN_U01', fin, model)
      await house.complete('FIN_U02', fin, control)
      await house.complete('FIN_U03', fin, order(6000))
      expect(await planAll()).to.equal(6)
      expect(await house.openTasks(id)).to.deep.equal(['FIN_U05'])
      expect(await dataOf('budget', id)).to.include({ funding: 6000, total: 6300, balance: -300 })

      const changes = `${id}:management-institution:002`
      const adjust = (change: number, planItem = changes) =>
        house.complete('FIN_U05', spm, { adjustments: [{ planItem, change, reason: 'Nepietiek' }] })
      await adjust(-1500.01)
      expect(await house.openTasks(id), 'less than nothing is no plan').to.deep.equal(['FIN_U05'])
      const { variables } = await house.engine.getTask({
        institutionId: 'demo',
        taskId: (await house.task('FIN_U05')).id,
      })
      expect(variables['planProblems']).to.deep.equal([
        { row: 1, field: 'change', code: 'too_little', expected: 1500, found: 1500.01 },
      ])
      await adjust(-400.5)
      expect(await dataOf('budget', id)).to.include({ total: 5899.5, balance: 100.5 })
      await house.complete('FIN_U06', fin, { prices: [price] })
      await house.complete('FIN_U07', fin, {
        settlement: [{ serviceId: SERVICE, timing: 'before', channels: 'pārskaitījums', termDays: 10 }],
      })
      expect(await refused('FIN_U08', mgmt, { approved: false })).to.deep.equal(['/remarks required'])
      await house.complete('FIN_U08', mgmt, { approved: false, remarks: 'Izmaiņām vajag vairāk.' })
      await adjust(100.5)
      await house.complete('FIN_U06', fin, { prices: [price] })
      await house.complete('FIN_U07', fin, {})
      await house.complete('FIN_U08', mgmt, { approved: true })

      await ended(id, 'budgeted')
      expect(await house.record('budget', id)).to.include({ status: 'in_force' })
      expect(await dataOf('budget', id)).to.include({ balance: 0, planned: 6000, direct: 5520, indirect: 480 })
      const [archive] = ((await dataOf('budget', id))['unitCosts'] as readonly Variables[]).filter(
        ({ serviceId }) => serviceId === SERVICE,
      )
      expect(archive).to.include({ direct: 4320, indirect: 480, volume: 120, unitCost: 40 })
      const notices = await house.records('notification', { event: 'budget_in_force' })
      expect(notices).to.have.length(5)
      const prices = await house.records('price')
      expect(prices.map(({ data, status }) => [data['price'], data['budgetId'], status])).to.deep.equal([
        [14.23, id, 'active'],
      ])
    })

    it('is not begun without a period, and plans no negative cost', async () => {
      const { period: _none, ...rest } = { period: null, scales: ['service'], reason: 'Pārskats' }
      const start = { by: fin, processKey: 'finance', startEventId: 'FIN_E02', variables: rest }
      expect(fields(await refusal(house.engine.startProcessInstance(start)))).to.deep.equal(['/period required'])
      expect(fields(await refusal(review({ period: 'gads' })))).to.deep.equal(['/period pattern'])
      expect(fields(await refusal(review({ scales: [] })))).to.deep.equal(['/scales minItems'])

      await review({ scales: ['institution'] })
      await house.complete('FIN_U01', fin, model)
      expect(await refused('FIN_U02', fin, { ...control, tolerancePct: -1 })).to.deep.equal(['/tolerancePct minimum'])
      await house.complete('FIN_U02', fin, control)
      await house.complete('FIN_U03', fin, order(1))
      const wrong = { benefit: 'x', expediency: 'y', volume: -1, planned: [cost('a', 1), cost('b', -0.01)] }
      expect(await refused('FIN_U04', spm, wrong)).to.have.members(['/planned/1/amount minimum', '/volume minimum'])
    })

    it('begins once a year by itself for the next year, also after a long downtime', async () => {
      await house.passTime({ days: 184 }) // 2 September 2026
      const budgets = () => house.tasks().then((tasks) => tasks.filter(({ elementId }) => elementId === 'FIN_U01'))
      const [task, ...more] = await budgets()
      expect(more).to.deep.equal([])
      const { variables } = await house.engine.getTask({ institutionId: 'demo', taskId: task?.id ?? '' })
      expect(variables).to.deep.include({ period: '2027', scales: ['service', 'resource', 'institution'] })
      expect((variables['costModel'] as readonly Variables[]).length, 'the state-wide method to begin with').to.equal(6)
      await house.restart()
      await house.passTime({ days: 400 }) // past 1 September 2027
      expect(await budgets()).to.have.length(2)
    })
  })

  describe('a month', () => {
    const april = '2026-04-15'
    const spent = (changes: Variables) =>
      create('cost-entry', {
        processKey: 'request',
        serviceId: SERVICE,
        amount: 54,
        nature: 'direct',
        frequency: 'recurring',
        date: april,
        source: 'line',
        ...changes,
      })
    /** Two statements were given, and accounting has sent the premises of April: 47.30 EUR each instead of 40. */
    async function anExpensiveApril(): Promise<string> {
      const budget = await inForce()
      await house.passTime({ days: 44 }) // 15 April
      // Nothing was spent in February and March, which is a deviation, too.
      expect(await house.openTasks()).to.include('FIN_U09')
      await explainAll()
      for (const { processInstanceId } of (await house.tasks()).filter(({ elementId }) => elementId === 'FIN_U10')) {
        const decided = { correctionDecision: 'none', reason: 'Gads tikko sācies.' }
        await house.complete('FIN_U10', spm, decided, processInstanceId)
        await house.complete('FIN_U11', fin, { dataQuality: true, explanation: 'Nav izmaksu.' }, processInstanceId)
      }
      const application = await create('application', {
        channel: 'phone',
        receivedAt: house.instant,
        subject: 'Arhīva izziņa',
      })
      for (let at = 0; at < 2; at += 1) {
        const data = { applicationId: application.id, requestKind: 'service_request', serviceId: SERVICE }
        await create('request', data, { status: 'completed' })
      }
      await spent({})
      const { id: importId } = await create('cost-import', {
        document: 'GR-2026-04',
        source: 'accounting',
        period: '2026-04',
        controlCount: 1,
        controlTotal: 40.6,
      })
      const premises = { serviceId: null, nature: 'indirect', item: 'Telpas', amount: 40.6, source: 'accounting' }
      await spent({ ...premises, importId, importRow: 1, externalRef: 'GR-2026-04/1' })
      return budget
    }
    const explained = { cause: 'Labojums bez maksas', valueAssessment: 'Lietderīgi', correction: 'improve' }
    const explainAll = async () => {
      for (const { id: taskId } of (await house.tasks()).filter(({ elementId }) => elementId === 'FIN_U09')) {
        await house.engine.claimTask({ by: sm, taskId })
        await house.engine.completeTask({ by: sm, taskId, data: explained })
      }
      await house.settle()
    }
    const controlled = async () => {
      await house.passTime({ days: 24 }) // 9 May
      const begun = (await house.tasks()).find(({ elementId }) => /^FIN_U(09|11|15)$/.test(elementId))
      return begun?.processInstanceId ?? ''
    }
    const approve = () => house.complete('FIN_U11', fin, { dataQuality: true, explanation: 'Dārgāk labojuma dēļ.' })

    it('beyond tolerance is explained by the service manager, decided on, reported and published', async () => {
      await anExpensiveApril()
      const id = await controlled()

      const { id: taskId, candidateGroups } = await house.task('FIN_U09')
      expect(candidateGroups).to.deep.equal([`SM@${SERVICE}`])
      const { variables } = await house.engine.getTask({ institutionId: 'demo', taskId })
      expect(variables).to.include({
        objectName: 'S-021 Arhīva izziņa',
        deviationPct: 18.25,
        unitCostPlanned: 40,
        unitCostActual: 47.3,
        volume: 2,
      })
      await house.complete('FIN_U09', sm, explained)
      await house.complete('FIN_U10', spm, { correctionDecision: 'improve', reason: 'Jāpārbauda pirms nodošanas.' })
      const [improvement] = await told('IMPROVE')
      expect(improvement).to.deep.include({
        title: 'Izmaksu novirze 2026-04: S-021 Arhīva izziņa',
        area: 'costs',
        serviceIds: [SERVICE],
        source: 'finance',
      })
      await approve()

      await ended(id, 'controlled')
      const reports = (await house.records('report', { kind: 'finance' })).filter(
        ({ data }) => data['period'] === '2026-04',
      )
      expect(reports).to.have.length(1)
      expect(reports[0]).to.include({ status: 'published' })
      expect(reports[0]?.data).to.deep.include({
        recipients: ['MGMT', 'SPM', 'SM'],
        conclusions: 'Dārgāk labojuma dēļ.',
      })
      const content = reports[0]?.data['content'] as Variables
      expect(content['execution']).to.include({ actual: 94.6, planned: 6300 })
      expect(content['quality']).to.include({ entries: 2, matchedPct: 100, completenessPct: 100 })
      const [row] = await house.records('cost-comparison', { serviceId: SERVICE, period: '2026-04' })
      expect(row?.data).to.include({ deviationPct: 18.25, cause: 'Labojums bez maksas', decision: 'improve' })
    })

    it('that was missed in a downtime is closed by itself, each once and in order', async () => {
      await inForce()
      await spent({})
      await house.passTimeTo('2026-06-10T08:00:00Z') // down since March, the controls of four months were due

      const { items } = await house.engine.listProcessInstances({
        institutionId: 'demo',
        processKey: 'finance',
        state: ['active'],
        limit: 50,
      })
      const cases = await Promise.all(items.map(({ id }) => house.instance(id)))
      const begun = cases.flatMap(({ variables }) => variables['controlPeriod'] ?? []).toSorted()
      expect(begun).to.deep.equal(['2026-02', '2026-03', '2026-04', '2026-05'])
      const [budgetLine] = (await house.records('budget-line')).filter(({ data }) => data['serviceId'] === SERVICE)
      expect(budgetLine?.data, 'up to the end of May').to.include({ actual: 54 })
      expect((await house.records('budget')).map(({ data }) => data['executedTo'])).to.deep.equal(['2026-05'])
      const rows = await house.records('cost-comparison', { serviceId: SERVICE })
      expect(rows.map(({ data }) => [data['period'], data['actual']]).toSorted()).to.deep.equal([
        ['2026-02', 0],
        ['2026-03', 0],
        ['2026-04', 54],
        ['2026-05', 54],
      ])
    })

    it('leads to a change, to moved funds that are there, or to nothing', async () => {
      const budget = await anExpensiveApril()
      const id = await controlled()
      await house.complete('FIN_U09', sm, explained)
      expect(await refused('FIN_U10', spm, { correctionDecision: 'reallocate', reason: 'Pārdalām' })).to.deep.equal([
        '/transfers required',
      ])
      const unknown = [{ from: 'none', to: budget, amount: 5 }]
      expect(
        await refused('FIN_U10', spm, { correctionDecision: 'reallocate', reason: 'Pārdalām', transfers: unknown }),
        'neither is a line of the budget',
      ).to.deep.equal(['/transfers/0/from reference', '/transfers/0/to reference'])
      const [from, to] = [`${budget}:management-institution:002`, `${budget}:${SERVICE}:001`]
      const move = (amount: number) =>
        house.complete('FIN_U10', spm, {
          correctionDecision: 'reallocate',
          reason: 'Pārdalām',
          transfers: [{ from, to, amount }],
        })
      await move(1500.01)
      const again = await house.engine.getTask({ institutionId: 'demo', taskId: (await house.task('FIN_U10')).id })
      expect(again.variables['transferProblems']).to.deep.equal([
        { row: 1, field: 'from', code: 'too_little', expected: 1500, found: 1500.01 },
      ])
      await move(100)
      await approve()
      await ended(id, 'controlled')
      expect(await dataOf('budget-line', to)).to.include({ planned: 4420 })
    })

    it('asks for a change where the price or the service is to change', async () => {
      await anExpensiveApril()
      await controlled()
      await house.complete('FIN_U09', sm, { ...explained, correction: 'price' })
      await house.complete('FIN_U10', spm, { correctionDecision: 'price', reason: 'Cena nesedz izmaksas.' })
      expect((await told('CHANGE'))[0]).to.include({ reason: 'Cena nesedz izmaksas.', originRecord: '2026-04' })
    })

    it('with wrong totals waits until the data is put right, told at row and field', async () => {
      await inForce()
      await house.passTime({ days: 44 })
      const { id: importId, number } = await create('cost-import', {
        document: 'GR',
        source: 'accounting',
        period: '2026-04',
        controlCount: 1,
        controlTotal: 40.6,
      })
      const row = (importRow: number) => ({ importId, importRow, source: 'accounting', externalRef: `GR/${importRow}` })
      await spent({ ...row(1), amount: 40.6 })
      await spent({ ...row(2), amount: 12.5 })
      await controlled()

      const { variables } = await house.engine.getTask({
        institutionId: 'demo',
        taskId: (await house.task('FIN_U15')).id,
      })
      const of = { import: number }
      expect(variables['importProblems']).to.deep.equal([
        { ...of, row: 0, field: 'controlCount', code: 'control_count', expected: '1', found: '2' },
        { ...of, row: 0, field: 'controlTotal', code: 'control_total', expected: '40.60', found: '53.10' },
        { ...of, row: 2, field: 'amount', code: 'as_large_as_difference', expected: '', found: '12.50' },
      ])
      await house.complete('FIN_U15', fin, { importAction: 'check_again' })
      expect(await house.openTasks(), 'still wrong').to.include('FIN_U15')
      const patch = { controlCount: 2, controlTotal: 53.1 }
      await house.engine.updateRecord({
        by: { ...fin, mayManage: true },
        register: 'cost-import',
        id: importId,
        patch,
      })
      await house.complete('FIN_U15', fin, { importAction: 'check_again' })
      expect(await house.openTasks()).to.not.include('FIN_U15')
      expect(await house.record('cost-import', importId)).to.include({ status: 'accepted' })
    })

    it('goes on without an import that is left out', async () => {
      await house.passTime({ days: 44 })
      const data = { document: 'GR', source: 'hr', period: '2026-04', controlCount: 5, controlTotal: 1 }
      const { id } = await create('cost-import', data)
      await controlled()
      await house.complete('FIN_U15', fin, { importAction: 'leave_out' })
      expect(await house.record('cost-import', id)).to.include({ status: 'excluded' })
      expect(await house.openTasks()).to.include('FIN_U11')
    })

    it('is controlled once, whenever the engine comes back', async () => {
      await house.passTime({ days: 100 }) // 10 June: the controls of February to May were due
      const periods = async () =>
        (await house.records('report', { kind: 'finance' })).map(({ data }) => data['period']).toSorted()
      const missed = ['2026-02', '2026-03', '2026-04', '2026-05']
      expect(await periods()).to.deep.equal(missed)
      await house.restart()
      await house.passTime({ days: 1 })
      expect(await periods()).to.deep.equal(missed)
    })
  })

  describe('a cost question', () => {
    it('is answered by the model and a person, who cannot tell the same money two ways', async () => {
      await inForce()
      await ask('finance.costProvided', 'SLM-1')
      const id = await send('finance.costRequested', {
        originRef: 'SLM-1',
        object: 'Datu pārbaude',
        items: [
          { item: 'Ieviešana', amount: 400, frequency: 'one_off' },
          { item: 'Uzturēšana', amount: 500, frequency: 'recurring' },
        ],
        volumes: [{ volume: 3000 }],
      })
      const { variables } = await house.engine.getTask({
        institutionId: 'demo',
        taskId: (await house.task('FIN_U12')).id,
      })
      // The budget has 480 EUR of indirect costs on 5,820 EUR of direct ones.
      expect(variables).to.include({ direct: 900, indirect: 74.23, oneOff: 432.99, recurring: 541.24, available: 1500 })
      const answer = { direct: 900, indirect: 300, oneOff: 400, recurring: 800, unitCost: 0.4, affordable: true }
      expect(await refused('FIN_U12', fin, { ...answer, recurring: 799.99 })).to.deep.equal(['/recurring completesSum'])
      expect(await refused('FIN_U12', fin, { ...answer, direct: -1 })).to.include('/direct minimum')
      await house.complete('FIN_U12', fin, answer)

      await ended(id, 'costed')
      expect((await told('ANSWERED'))[0]).to.include({ direct: 900, indirect: 300, unitCost: 0.4, affordable: true })
    })
  })

  describe('a commitment', () => {
    const request = async (originRef: string, amount: number) => {
      await ask('finance.commitmentDecided', originRef)
      return send('finance.commitmentRequested', { originRef, amount, object: 'Serveris', originProcess: 'change' })
    }
    it('is reserved where the budget has enough, and management decides on a shortage', async () => {
      const budget = await inForce()
      const first = await request('I-1', 1000)
      await ended(first, 'granted')
      expect((await told('ANSWERED'))[0]).to.include({ commitmentGranted: true })

      const second = await request('I-2', 600)
      const task = await house.task('FIN_U13', second)
      const { variables } = await house.engine.getTask({ institutionId: 'demo', taskId: task.id })
      expect(variables).to.include({ amount: 600, available: 500, object: 'Serveris' })
      expect(await refused('FIN_U13', mgmt, { granted: true, reason: 'Jā' })).to.deep.equal(['/source required'])
      await house.complete('FIN_U13', mgmt, { granted: true, source: 'Rezerves fonds', reason: 'Vajadzīgs' }, second)
      await ended(second, 'granted')
      expect(await dataOf('budget', budget)).to.include({ reserved: 1500 })
      const kept = await house.records('commitment')
      expect(kept.map(({ data }) => [data['originRef'], data['amount'], data['outsideBudget']])).to.have.deep.members([
        ['I-1', 1000, 0],
        ['I-2', 600, 100],
      ])

      const third = await request('I-3', 1)
      await house.complete('FIN_U13', mgmt, { granted: false, reason: 'Nav' }, third)
      await ended(third, 'not_granted')
      expect((await told('ANSWERED')).some((one) => one['commitmentGranted'] === false)).to.equal(true)
    })

    it('asked again for more is reserved anew, and asked for nothing is released without an answer', async () => {
      const budget = await inForce()
      const want = (amount: number, originRef: string | null) =>
        send('finance.commitmentRequested', {
          originRef,
          amount,
          object: 'Serveris',
          originProcess: 'change',
          changeId: 'I',
        })
      await want(1000, 'I:1')
      await ended(await want(1400, 'I:3'), 'granted')
      expect(await dataOf('budget', budget)).to.include({ reserved: 1400 })
      const over = await want(0, null)
      await ended(over, 'granted')
      expect(await house.path(over)).to.not.include('FIN_M04')
      expect(await dataOf('budget', budget)).to.include({ reserved: 0 })
    })

    it('asked twice is reserved once, and two at once do not overdraw', async () => {
      const budget = await inForce()
      const by = { ...pm, mayManage: true }
      const asked = (originRef: string) =>
        house.engine.publishMessage({
          by,
          name: 'finance.commitmentRequested',
          payload: { originRef, amount: 900, object: 'Serveris' },
        })
      for (const originRef of ['I-1', 'I-2']) await ask('finance.commitmentDecided', originRef)
      // Both are checked before either reserves: who comes second is led to the management.
      await Promise.all([asked('I-1'), asked('I-1'), asked('I-2')])
      await house.settle()

      expect((await house.records('commitment')).map(({ data }) => data['amount'])).to.deep.equal([900])
      expect(await dataOf('budget', budget)).to.include({ reserved: 900 })
      expect((await house.openTasks()).filter((id) => id === 'FIN_U13').length).to.be.greaterThan(0)
    })
  })

  describe('a fee', () => {
    const due = async (originRef: string | null = 'REQ-1') => {
      if (originRef !== null) await ask('finance.feeSettled', originRef)
      const { id: applicationId } = await create('application', {
        channel: 'email',
        receivedAt: house.instant,
        subject: 'Arhīva izziņa',
        contactEmail: 'ilze.liepa@paraugs.example',
        preferredChannel: 'email',
      })
      return send('finance.feeDue', { amount: 14.23, termDays: 10, serviceId: SERVICE, applicationId, originRef })
    }
    const pay = async (id: string, amount: number, reference: string) => {
      const invoice = await house.record('invoice', id)
      const payload = { invoiceId: invoice.number ?? '', amount, paidAt: house.instant, reference }
      await send('payment.received', payload, invoice.number ?? '')
    }
    const answered = () => told('ANSWERED')

    it('is paid in parts before it is due, one of them twice', async () => {
      const id = await due()
      expect((await house.record('invoice', id)).number).to.equal('R-2026-0001')
      await pay(id, 10, 'M-1')
      await pay(id, 10, 'M-1')
      expect(await dataOf('invoice', id)).to.include({ paid: 10, open: 4.23 })
      expect(await answered()).to.deep.equal([])
      await house.passTime({ days: 9 })
      await pay(id, 4.23, 'M-2')
      await ended(id, 'paid')
      expect((await answered())[0]).to.include({ feePaid: true, amount: 14.23, invoiceId: 'R-2026-0001' })
    })

    it('that is overpaid tells finance', async () => {
      const id = await due()
      await pay(id, 20, 'M-1')
      await ended(id, 'paid')
      const [notice] = await house.records('notification', { event: 'invoice_overpaid' })
      expect(String(notice?.data['body'])).to.contain('5,77')
    })

    it('that is paid once more after it was settled is a task of finance a day later, with what was paid', async () => {
      const id = await due()
      await pay(id, 14.23, 'M-1')
      await ended(id, 'paid')
      await pay(id, 14.23, 'M-2')
      await house.passTime({ days: 1, minutes: 1 })

      const task = await house.task('UND_U01')
      expect(task.candidateGroups).to.deep.equal(['FIN'])
      const { variables } = await house.engine.getTask({ institutionId: 'demo', taskId: task.id })
      expect(variables['payload']).to.include({ amount: 14.23, reference: 'M-2' })
      await house.complete('UND_U01', fin, { resolution: 'dismiss', note: 'Atmaksāts 03.03., maksājums 117.' })
      await ended(task.processInstanceId, 'handled')
    })

    it('is paid after the reminder, partly first', async () => {
      const id = await due()
      await house.passTimeUntil('FIN_E14', id)
      expect(await house.record('invoice', id)).to.include({ status: 'overdue' })
      await pay(id, 4, 'M-1')
      expect((await house.instance(id)).waitingFor.map(({ elementId }) => elementId)).to.include('FIN_E17')
      await pay(id, 10.23, 'M-2')
      await ended(id, 'paid')
    })

    it('that nobody pays is postponed, then cancelled', async () => {
      const id = await due()
      await house.passTimeUntil('FIN_E14', id)
      await house.passTimeUntil('FIN_E17', id)
      const postpone = { debtDecision: 'postpone', reason: 'Lūdza pagarināt' }
      expect(await refused('FIN_U14', fin, postpone)).to.deep.equal(['/postponedTo required'])
      await house.complete('FIN_U14', fin, { ...postpone, postponedTo: '2026-05-04' })
      expect(await house.record('invoice', id)).to.include({ status: 'postponed' })
      await house.passTimeUntil('FIN_E17', id)
      expect(house.instant).to.equal('2026-05-04T06:00:00.000Z')
      await house.complete('FIN_U14', fin, { debtDecision: 'cancel', reason: 'Klients neatbild' })
      await ended(id, 'unpaid')
      expect(await house.record('invoice', id)).to.include({ status: 'cancelled' })
      expect((await answered())[0]).to.include({ feePaid: false })
    })

    it('that is paid while the debt is decided on takes the decision away', async () => {
      const id = await due()
      await house.passTimeUntil('FIN_E14', id)
      await house.passTimeUntil('FIN_E17', id)
      await pay(id, 14.23, 'M-1')
      await ended(id, 'paid')
      expect(await house.openTasks(id)).to.deep.equal([])
    })

    it('that is withdrawn after it was paid says what to give back', async () => {
      const id = await due()
      await pay(id, 14.23, 'M-1')
      const again = await send('finance.feeDue', { amount: 0, originRef: 'REQ-1' })
      await ended(again, 'withdrawn')
      expect(await house.record('invoice', id)).to.include({ status: 'paid' })
      expect(await house.records('notification', { event: 'invoice_refund' })).to.have.length(1)
    })

    it('after the service answers nobody', async () => {
      const id = await due(null)
      await pay(id, 14.23, 'M-1')
      await ended(id, 'paid')
      expect(await house.path(id)).to.not.include('FIN_M05')
    })
  })
})
