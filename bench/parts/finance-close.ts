/**
 * Closing a month of finance: 100,000 cost entries of two months are checked, accounted for on the lines of the budget and
 * compared with the plan, by the same three service tasks in a row as the scheme has. What they found is compared with
 * plain addition, so that a fast wrong answer is no figure.
 */
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { type Variables, isObject } from '../../engine/model/json.ts'
import { loadEngine, loadProcesses, root } from '../built.ts'
import { cpuSeconds, figure } from '../figure.ts'
import { median } from '../rounds.ts'
import { scale } from '../scale.ts'
import { withFolder } from '../temporary-folder.ts'

const ENTRIES = 100_000
const SERVICES = 50
const NOW = '2026-03-09T07:00:00.000Z'
const KINDS = [
  ['direct', 'recurring'],
  ['direct', 'one_off'],
  ['indirect', 'recurring'],
] as const

const TASKS = [
  ['cost.import', ['period', 'quality']],
  ['budget.execute', ['execution']],
  ['cost.compare', ['deviations']],
] as const

/** Three service tasks, one after the other. */
const DIAGRAM = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="urn:bench">
  <process id="close" isExecutable="true" camunda:historyTimeToLive="P1D">
    <startEvent id="s"/>${TASKS.map(
      (
        [handler, outputs],
        at,
      ) => `<serviceTask id="t${at}" camunda:class="${handler}"><extensionElements><camunda:inputOutput>
      <camunda:inputParameter name="period">=period</camunda:inputParameter>${outputs
        .map((name) => `<camunda:outputParameter name="${name}">=${name}</camunda:outputParameter>`)
        .join('')}
    </camunda:inputOutput></extensionElements></serviceTask>`,
    ).join('')}<userTask id="e"/><endEvent id="z"/>
    <sequenceFlow id="f0" sourceRef="s" targetRef="t0"/><sequenceFlow id="f1" sourceRef="t0" targetRef="t1"/>
    <sequenceFlow id="f2" sourceRef="t1" targetRef="t2"/><sequenceFlow id="f3" sourceRef="t2" targetRef="e"/>
    <sequenceFlow id="f4" sourceRef="e" targetRef="z"/>
  </process>
</definitions>`

/** One figure, the median of all rounds: from the start of the case to the task behind the three. */
export async function measureFinanceClose(): Promise<void> {
  const { EMBEDDED: by, TYPICAL: owner, createEngine } = await loadEngine()
  const { createFormChecker, createCaseEnvironment, createHandlers, loadProcessData } = await loadProcesses()
  const forms = createFormChecker()
  const data = loadProcessData(join(root, 'processes'), forms)
  await withFolder(async (folder) => {
    const path = join(folder, 'bench.db')
    const engine = await createEngine({
      database: { path },
      forms,
      registers: data.registers,
      handlers: createHandlers(data, forms),
      environment: createCaseEnvironment({ calendars: data.calendars, settings: data.defaultSettings }),
      clock: { now: () => new Date(NOW) },
    })
    const spent = fill(path, by.institutionId)
    const resources = [{ name: 'close.bpmn', content: DIAGRAM }]
    await engine.deploy({ by, name: 'bench', owner, resources, activate: true })
    const runs: number[] = []
    const cpus: number[] = []
    let deviations = 0
    // The first one writes what it finds on every line; a month that is closed again finds it there.
    for (let round = 0; round < scale.rounds; round += 1) {
      const [began, cpu] = [performance.now(), cpuSeconds()]
      const { id } = await engine.startProcessInstance({ by, processKey: 'close', variables: { period: '2026-02' } })
      await engine.settle()
      runs.push(performance.now() - began)
      cpus.push(1000 * (cpuSeconds() - cpu))
      const { variables } = await engine.getProcessInstance({ institutionId: by.institutionId, processInstanceId: id })
      const execution = isObject(variables['execution'] ?? null) ? (variables['execution'] as Variables) : {}
      const found = [execution['actual'], execution['unmatchedCount']]
      if (found[0] !== spent || found[1] !== 0)
        throw new Error(`Expected ${spent} EUR on the lines of the budget, but found ${JSON.stringify(execution)}.`)
      deviations = Array.isArray(variables['deviations']) ? variables['deviations'].length : 0
    }
    await engine.close()
    const facts = {
      entries: ENTRIES,
      services: SERVICES,
      spent,
      deviations,
      cpuMs: Math.round(median(cpus)),
      firstMs: Math.round(runs[0] ?? 0),
      runs: runs.map(Math.round),
    }
    figure('closing a month of 100,000 cost entries on SQLite', median(runs), 'ms', facts, { atMost: 5_000 })
  })
}

/** Written past the engine: how records are made is not what is measured. @returns EUR in all, added in cents */
function fill(path: string, institutionId: string): number {
  const database = new SqliteDatabase(path)
  const insert = database.prepare(
    `INSERT INTO record (institution_id, id, register, status, version, data, search, created_at, updated_at)
     VALUES (?, ?, ?, ?, 1, ?, '', ?, ?)`,
  )
  const refer = database.prepare(
    'INSERT INTO record_reference (institution_id, record_id, field, target_id) VALUES (?, ?, ?, ?)',
  )
  const write = (register: string, id: string, fields: Variables, status: string | null = null): void =>
    void insert.run(institutionId, id, register, status, JSON.stringify(fields), NOW, NOW)
  let seed = 11
  const below = (limit: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((seed / 2_147_483_648) * limit)
  }
  let cents = 0
  database.transaction(() => {
    const planItems: Variables[] = []
    for (let at = 0; at < SERVICES; at += 1) {
      const serviceId = `service-${at}`
      write('service', serviceId, { code: `S-${at}`, name: { lv: `Pakalpojums ${at}` } }, 'active')
      planItems.push({ key: serviceId, objectKind: 'service', serviceId, volume: 1_200 })
    }
    const budget = {
      title: '2026',
      period: '2026',
      scales: ['service'],
      tolerancePct: 10,
      toleranceAmount: 100,
      planItems,
    }
    write('budget', 'budget', budget, 'in_force')
    for (let at = 0; at < SERVICES; at += 1)
      for (const [nature, frequency] of KINDS) {
        const id = `line-${at}-${nature}-${frequency}`
        const of = { budgetId: 'budget', objectKind: 'service', serviceId: `service-${at}` }
        write('budget-line', id, {
          ...of,
          title: id,
          item: 'Darbs',
          planned: 200_000,
          reserved: 0,
          actual: 0,
          nature,
          frequency,
        })
        refer.run(institutionId, id, 'budgetId', 'budget')
        refer.run(institutionId, id, 'serviceId', of.serviceId)
      }
    for (let at = 0; at < ENTRIES; at += 1) {
      const [nature = 'direct', frequency = 'recurring'] = KINDS[below(KINDS.length)] ?? []
      const amount = below(20_000) + 1
      cents += amount
      const serviceId = `service-${below(SERVICES)}`
      const date = `2026-0${1 + below(2)}-${String(1 + below(28)).padStart(2, '0')}`
      const entry = { serviceId, processKey: 'request', recordId: `request-${at}`, item: 'Darbs', amount: amount / 100 }
      write('cost-entry', `cost-${at}`, { ...entry, nature, frequency, date, source: 'work', minutes: below(300) })
      refer.run(institutionId, `cost-${at}`, 'serviceId', serviceId)
    }
  })()
  database.close()
  return cents / 100
}
