/**
 * Years of an institution without running them: ended cases with their lines of history, tasks and records, spread over
 * months, services, groups and versions. Only what measuring reads is there.
 */
import SqliteDatabase from 'better-sqlite3'

/** Lines of history of one case: as many as an application of the front office leaves. */
export const LINES_PER_CASE = 25
const MONTHS = 24
const SERVICES = 20
const GROUPS = 8
const VERSIONS = 3
const MINUTE = 60_000
/** March 2024 to February 2026. */
const BEGIN = Date.UTC(2024, 2, 1, 8)
const SPAN = MONTHS * 30 * 24 * 60 * MINUTE

/** What the cases of a process leave. */
interface Kind {
  readonly processKey: string
  readonly share: number
  readonly elements: readonly string[]
  readonly task: string
  readonly endStates: readonly string[]
}

const KINDS: readonly Kind[] = [
  {
    processKey: 'application',
    share: 0.5,
    elements: ['APP_S01', 'APP_U01', 'APP_R01', 'APP_B05', 'APP_U04'],
    task: 'APP_U01',
    endStates: ['closed', 'closed', 'closed', 'rejected'],
  },
  {
    processKey: 'request',
    share: 0.25,
    elements: ['REQ_S01', 'REQ_U01', 'REQ_M01', 'REQ_C01'],
    task: 'REQ_U01',
    endStates: ['fulfilled', 'fulfilled', 'refused'],
  },
  {
    processKey: 'incident',
    share: 0.15,
    elements: ['INC_S01', 'INC_U01', 'INC_P01_M1', 'INC_U02'],
    task: 'INC_U01',
    endStates: ['resolved', 'workaround'],
  },
  {
    processKey: 'change',
    share: 0.1,
    elements: ['CHG_S01', 'CHG_U05', 'CHG_U08'],
    task: 'CHG_U05',
    endStates: ['implemented', 'rejected'],
  },
]

/**
 * @param definitions the definition in force of each process, by key
 * @returns how many cases there are
 */
export function fillHistory(
  path: string,
  institutionId: string,
  definitions: ReadonlyMap<string, string>,
  events: number,
): number {
  const database = new SqliteDatabase(path)
  database.pragma('journal_mode = OFF')
  database.pragma('synchronous = OFF')
  database.pragma('foreign_keys = OFF')
  const cases = Math.round(events / LINES_PER_CASE)
  const addInstance = database.prepare(
    `INSERT INTO process_instance (id, institution_id, holder_id, process_key, definition_id, definition_version, business_key, status, state, state_format, version, history_count, started_at, started_by, ended_at, end_state, result, root_instance_id)
     VALUES (?, ?, '', ?, ?, ?, ?, 'completed', '{}', 2, 9, ${LINES_PER_CASE}, ?, 'kac', ?, ?, ?, ?)`,
  )
  const addLine = database.prepare(
    `INSERT INTO history_event (process_instance_id, sequence, root_instance_id, at, type, element_id, "by", data) VALUES (?, ?, ?, ?, ?, ?, 'kac', '{}')`,
  )
  const addTask = database.prepare(
    `INSERT INTO task (id, institution_id, process_instance_id, root_instance_id, business_key, process_key, definition_id, element_id, priority, due_at, state, created_at, ended_at, completed_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 50, ?, 'completed', ?, ?, 'kac')`,
  )
  const addRecord = database.prepare(
    `INSERT INTO record (institution_id, id, register, number, status, version, data, search, created_at, created_by, updated_at, updated_by) VALUES (?, ?, ?, NULL, ?, 3, ?, '', ?, 'kac', ?, 'kac')`,
  )
  const random = randomFrom(7)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  database.exec('BEGIN')
  for (let index = 0; index < cases; index += 1) {
    const kind = kindOf(random())
    const id = `00000000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`
    const begin = BEGIN + Math.floor((index / cases) * SPAN)
    const took = Math.round((1 + random() * 14 * 24 * 60) * MINUTE)
    const at = (share: number): string => new Date(begin + took * share).toISOString()
    const [startedAt, endedAt] = [at(0), at(1)]
    const serviceId = `service-${Math.floor(random() * SERVICES)}`
    const groupId = `group-${Math.floor(random() * GROUPS)}`
    const endState = pick(kind.endStates)
    const due = new Date(begin + 7 * 24 * 60 * MINUTE).toISOString()
    const variables = {
      serviceId,
      executorGroupId: groupId,
      changeType: pick(['minor', 'standard', 'emergency']),
      sla: { resolve: due, react: due, pausedMinutes: 0, calendar: 'lv-public' },
    }
    const definition = definitions.get(kind.processKey) ?? ''
    const version = 1 + Math.floor((index / cases) * VERSIONS)
    addInstance.run(
      id,
      institutionId,
      kind.processKey,
      definition,
      version,
      id,
      startedAt,
      endedAt,
      endState,
      JSON.stringify(variables),
      id,
    )
    for (let line = 1; line <= LINES_PER_CASE; line += 1) {
      const element = kind.elements[Math.floor((line - 1) / 2) % (kind.elements.length + 3)] ?? 'Other'
      addLine.run(id, line, id, at(line / LINES_PER_CASE), line % 2 === 1 ? 'element-entered' : 'element-left', element)
    }
    addTask.run(`${id}.t1`, institutionId, id, id, id, kind.processKey, definition, kind.task, due, startedAt, at(0.5))
    const common = {
      serviceId,
      executorGroupId: groupId,
      channel: pick(['portal', 'phone', 'in_person', 'email']),
      priority: pick(['P1', 'P2', 'P3', 'P4']),
    }
    const status = kind.processKey === 'application' ? endState : 'closed'
    addRecord.run(
      institutionId,
      id,
      kind.processKey,
      status,
      JSON.stringify({ ...common, ...ownFields(kind.processKey, { startedAt, endedAt, due, random: random() }) }),
      startedAt,
      endedAt,
    )
  }
  database.exec('COMMIT')
  database.close()
  return cases
}

function ownFields(
  processKey: string,
  { startedAt, endedAt, due, random }: { startedAt: string; endedAt: string; due: string; random: number },
): object {
  switch (processKey) {
    case 'application':
      return {
        kind: random < 0.5 ? 'information' : 'service_request',
        receivedAt: startedAt,
        closedAt: endedAt,
        resolvedAt: endedAt,
        resolveDue: due,
        solvedLevel: random < 0.6 ? 1 : 2,
        reopenCount: random < 0.05 ? 1 : 0,
        cost: Math.round(random * 4000) / 100,
      }
    case 'incident':
      return {
        occurredAt: startedAt,
        acceptedAt: startedAt,
        restoredAt: endedAt,
        closedAt: endedAt,
        reactDue: due,
        resolveDue: due,
        recurrenceCount: random < 0.2 ? 1 : 0,
        applicationIds: ['a'],
        cost: 12,
      }
    case 'change':
      return {
        implementedAt: endedAt,
        windowEnd: due,
        objectivesMet: random < 0.9 ? 'yes' : 'no',
        incidentsCaused: 0,
        changeType: 'minor',
        plannedCost: 100,
        actualCost: Math.round(random * 200),
        implResult: 'success',
      }
    default:
      return { completedAt: endedAt, levelMet: random < 0.9 }
  }
}

function kindOf(random: number): Kind {
  let passed = 0
  for (const kind of KINDS) {
    passed += kind.share
    if (random < passed) return kind
  }
  return KINDS[0] as Kind
}

/** A repeatable sequence of numbers in [0, 1) (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
