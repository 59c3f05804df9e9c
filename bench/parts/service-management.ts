/**
 * What service management computes: the walk of impact analysis over a large CMDB, a priority by its decision table, and
 * the working time of a year. Each is called as a process calls it, by the engine, and timed at its own door.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import type { Environment } from '../../engine/model/instance-event.ts'
import { type Variables, isObject } from '../../engine/model/json.ts'
import type { HandlerCall } from '../../engine/ports.ts'
import { loadEngine, loadProcesses, root } from '../built.ts'
import { cpuSeconds, figure } from '../figure.ts'
import { median } from '../rounds.ts'
import { scale } from '../scale.ts'
import { withFolder } from '../temporary-folder.ts'

const ITEMS = 10_000
const RELATIONS = 50_000
const DECISIONS = 1_000
/** Every one of the items is hit: a relation to an earlier item each, and the others anywhere. */
const START = 'ci-0'
const NOW = '2026-03-12T07:02:00.000Z'

/** A process with one service task: `ask` gives the handler's input. */
const diagram = (handler: string) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="urn:bench">
  <process id="ask" isExecutable="true" camunda:historyTimeToLive="P1D">
    <startEvent id="s"/><serviceTask id="a" camunda:class="${handler}"><extensionElements><camunda:inputOutput>
      <camunda:inputParameter name="ciIds">=ciIds</camunda:inputParameter><camunda:outputParameter name="impact">=impact</camunda:outputParameter>
    </camunda:inputOutput></extensionElements></serviceTask><endEvent id="e"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="e"/>
  </process>
</definitions>`

/** Three figures, each the median of all rounds. */
export async function measureServiceManagement(): Promise<void> {
  const { EMBEDDED: by, TYPICAL: owner, createEngine } = await loadEngine()
  const { createFormChecker, createCaseEnvironment, createHandlers, loadProcessData } = await loadProcesses()
  const forms = createFormChecker()
  const data = loadProcessData(join(root, 'processes'), forms)
  const handlers = createHandlers(data, forms)
  const walks: number[] = []
  const cpus: number[] = []
  const decisions: number[] = []
  const years: number[] = []
  let reached = 0

  /** The handler with a watch on its door, and the same environment asked for the other two. */
  const timed = async (call: HandlerCall) => {
    const handler = handlers.get('impact.analyse')
    if (!handler) throw new Error('Expected the handler "impact.analyse", but there is none.')
    const [began, cpu] = [performance.now(), cpuSeconds()]
    const outcome = await handler(call)
    walks.push(performance.now() - began)
    cpus.push(1000 * (cpuSeconds() - cpu))
    reached = itemsIn(outcome.variables ?? {})
    decisions.push(timeDecisions(call.environment))
    years.push(timeYear(call.environment))
    return outcome
  }

  await withFolder(async (folder) => {
    const path = join(folder, 'bench.db')
    const engine = await createEngine({
      database: { path },
      forms,
      registers: data.registers,
      handlers: { get: (name) => (name === 'impact.analyse' ? timed : undefined), names: () => ['impact.analyse'] },
      environment: createCaseEnvironment({ calendars: data.calendars, settings: data.defaultSettings }),
      clock: { now: () => new Date(NOW) },
    })
    fillCmdb(path, by.institutionId)
    const decisionsOf = ['priority.dmn', 'change-risk.dmn'].map((name) => ({
      name,
      content: readFileSync(join(root, 'processes', 'decisions', name), 'utf8'),
    }))
    const resources = [{ name: 'ask.bpmn', content: diagram('impact.analyse') }, ...decisionsOf]
    await engine.deploy({ by, name: 'bench', owner, resources, activate: true })
    for (let round = 0; round <= scale.rounds; round += 1) {
      await engine.startProcessInstance({ by, processKey: 'ask', variables: { ciIds: [START] } })
      await engine.settle()
    }
    await engine.close()
  })
  // The first of each warms up.
  const facts = {
    items: ITEMS,
    relations: RELATIONS,
    reached,
    cpuMs: Math.round(median(cpus.slice(1))),
    runs: walks.slice(1).map(Math.round),
  }
  figure('impact walk over a CMDB in process on SQLite', median(walks.slice(1)), 'ms', facts, { atMost: 1_000 })
  figure('priority by its decision table', median(decisions.slice(1)), 'ms', { each: `mean of ${DECISIONS}` })
  figure('a year of working time on the Latvian calendar', median(years.slice(1)), 'ms', { minutes: 250 * 510 })
}

/** How many items the answer counts. */
function itemsIn({ impact = null }: Variables): number {
  const counts = isObject(impact) ? impact['counts'] : null
  return isObject(counts) ? Number(counts['items']) : 0
}

function timeDecisions(environment: Environment): number {
  const began = performance.now()
  for (let at = 0; at < DECISIONS; at += 1) {
    const { outputs } = environment.decide('priority', { impact: 'extensive', urgency: 'medium' }, NOW)
    if (outputs[0]?.['priority'] !== 'P2') throw new Error('Expected priority P2, but got another.')
  }
  return (performance.now() - began) / DECISIONS
}

/** One call over some 250 working days, as a term that long is computed. */
function timeYear(environment: Environment): number {
  const began = performance.now()
  const due = environment.functions['workingMinutes']?.call([250 * 510], NOW, {})
  if (typeof due !== 'string' || due < '2027-01-01') throw new Error(`Expected a year later, but got ${String(due)}.`)
  return performance.now() - began
}

/** Written past the engine: how records are made is not what is measured. */
function fillCmdb(path: string, institutionId: string): void {
  const database = new SqliteDatabase(path)
  const record = database.prepare(
    `INSERT INTO record (institution_id, id, register, status, version, data, search, created_at, updated_at)
     VALUES (?, ?, ?, ?, 1, ?, '', ?, ?)`,
  )
  const reference = database.prepare(
    'INSERT INTO record_reference (institution_id, record_id, field, target_id) VALUES (?, ?, ?, ?)',
  )
  let seed = 7
  const below = (limit: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((seed / 2_147_483_648) * limit)
  }
  database.transaction(() => {
    for (let at = 0; at < ITEMS; at += 1) {
      const id = `ci-${at}`
      const item = { ciNumber: id, type: 'equipment', name: `Item ${at}`, attributes: { location: 'A' } }
      record.run(institutionId, id, 'configuration-item', 'in_use', JSON.stringify(item), NOW, NOW)
    }
    for (let at = 0; at < RELATIONS; at += 1) {
      const from = at < ITEMS - 1 ? at + 1 : below(ITEMS)
      const to = at < ITEMS - 1 ? below(at + 1) : below(ITEMS)
      const relation = { from: `ci-${from}`, type: 'depends_on', to: `ci-${to}` }
      record.run(institutionId, `r-${at}`, 'ci-relation', null, JSON.stringify(relation), NOW, NOW)
      reference.run(institutionId, `r-${at}`, 'from', relation.from)
      reference.run(institutionId, `r-${at}`, 'to', relation.to)
    }
  })()
  database.close()
}
