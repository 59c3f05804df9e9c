/** Handlers on a real database with the real registers, texts, calendars and decision tables, as an engine calls them. */
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { evaluateDecision } from '../../../engine/decisions/evaluate-decision.ts'
import { readDecisions } from '../../../engine/decisions/read-decisions.ts'
import type { DecisionTable } from '../../../engine/decisions/decision-table.ts'
import { type Variables, isObject } from '../../../engine/model/json.ts'
import type { HandlerCall, HandlerOutcome } from '../../../engine/ports.ts'
import type { RecordUnit, RecordView } from '../../../engine/records/record-unit.ts'
import { createFormChecker } from '../../../forms/checker.ts'
import { createCaseEnvironment } from '../../../processes/environment.ts'
import { createHandlers } from '../../../processes/handlers/index.ts'
import { loadProcessData, loadSeeds } from '../../../processes/load-process-data.ts'
import { openRecords } from '../../engine/records/open-records.ts'

export const folder = fileURLToPath(new URL('../../../processes', import.meta.url))
export const data = loadProcessData(folder)
export const handlers = createHandlers(data, createFormChecker())
export const environment = createCaseEnvironment({ calendars: data.calendars, settings: data.defaultSettings })

/** Thursday, 12 March 2026, 09:02 in Latvia. */
export const NOW = '2026-03-12T07:02:00.000Z'

export interface OpenCase {
  records(now?: string): RecordUnit
  /** A registered application with the fields that matter to a test. */
  application(fields?: Variables, options?: { id?: string; status?: string; now?: string }): Promise<RecordView>
  /** Data of a record that must be there. */
  dataOf(register: string, id: string): Promise<Variables>
  /** Runs a handler as a service task would. */
  run(
    name: string,
    input: Variables,
    options?: { now?: string; call?: Partial<HandlerCall>; facts?: Partial<HandlerCall['facts']> },
  ): Promise<HandlerOutcome>
  close(): Promise<void>
}

/** With `seeded`, the demonstration records are there. */
export async function openCase(options: { seeded?: boolean; settings?: Variables } = {}): Promise<OpenCase> {
  const open = await openRecords(data.registers)
  const decisions = await readAllDecisions()
  const unit = (now = NOW) => open.unit({ now })
  if (options.seeded) {
    for (const { register, records } of loadSeeds(folder, data.registers)) {
      for (const record of records) {
        await unit().create(register, record.data, {
          id: record.id,
          ...(record.status ? { status: record.status } : {}),
        })
      }
    }
  }
  return {
    records: unit,
    application: (fields = {}, { now, ...rest } = {}) =>
      unit(now).create(
        'application',
        { channel: 'phone', receivedAt: now ?? NOW, subject: 'Jautājums par darba laiku', ...fields },
        { status: 'registered', ...rest },
      ),
    async dataOf(register, id) {
      const record = await unit().get(register, id)
      if (!record) throw new Error(`Expected ${register} record "${id}", but there is none.`)
      return record.data
    },
    async run(name, input, { now = NOW, call = {}, facts: more = {} } = {}) {
      const records = unit(now)
      const facts = {
        institutionId: 'institution',
        holderId: '',
        processKey: 'application',
        processInstanceId: 'instance-1',
        businessKey: null,
        variables: {},
        elementId: 'APP_S01',
        jobId: 'job-1',
        initiator: 'liga',
        parentInstanceId: null,
        definitionId: 'definition-1',
        ...more,
      }
      const provided = await environment.forCase(facts, records)
      const globals = {
        ...provided.globals,
        settings: { ...(provided.globals['settings'] as Variables), ...options.settings },
      }
      const handler = handlers.get(name)
      if (!handler) throw new Error(`Expected a handler "${name}", but there is none.`)
      return handler({
        input,
        variables: {},
        facts,
        properties: {},
        processProperties: {},
        records,
        cases: {
          instance: async () => null,
          completedBy: async () => null,
          peopleAway: async () => new Set<string>(),
          sums: async () => [],
          inForce: async () => [],
          running: async () => [],
          completed: async () => ({ count: 0, more: false }),
          integrity: async () => null,
        },
        connectors: new Set(['email']),
        now,
        environment: {
          now,
          functions: provided.functions,
          globals,
          decide: (id, variables, at) =>
            evaluateDecision(id, decisions, variables, { now: at, functions: provided.functions, globals }),
          messageKey: () => null,
          called: false,
          stepBudget: 10_000,
          multiInstanceLimit: 1_000,
        },
        ...call,
      })
    },
    close: () => open.close(),
  }
}

/** The decision tables as they are deployed. @throws Error when one has a problem */
export async function readAllDecisions(): Promise<ReadonlyMap<string, DecisionTable>> {
  const files = readdirSync(`${folder}/decisions`).filter((name) => name.endsWith('.dmn'))
  const all = new Map<string, DecisionTable>()
  for (const file of files) {
    const { decisions, problems } = await readDecisions(file, readFileSync(`${folder}/decisions/${file}`, 'utf8'))
    if (problems.some(({ severity }) => severity === 'error'))
      throw new Error(`Expected ${file} to be right, but: ${JSON.stringify(problems)}`)
    for (const decision of decisions) all.set(decision.id, decision)
  }
  return all
}

/** The id of the record that a handler says it wrote. */
export function idIn(outcome: HandlerOutcome, variable: string): string {
  const record = outcome.variables?.[variable]
  if (isObject(record) && typeof record['id'] === 'string') return record['id']
  throw new Error(`Expected "${variable}" with an id, but got ${JSON.stringify(outcome.variables)}.`)
}
