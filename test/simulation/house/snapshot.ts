import Database from 'better-sqlite3'
import type { EntitySchema, ObjectLiteral } from 'typeorm'
import { type RecordRow, recordTable } from '../../../engine/records/tables.ts'
import type { InstanceState, Token } from '../../../engine/model/instance-state.ts'
import type { Json } from '../../../engine/model/json.ts'
import { groupBy } from '../counting.ts'
import { readState } from '../../../engine/store/state-upgrades.ts'
import { type CommandLogRow, commandLogTable } from '../../../engine/store/tables/command-log.ts'
import { type HistoryEventRow, historyEventTable } from '../../../engine/store/tables/history-event.ts'
import { type IncidentRow, incidentTable } from '../../../engine/store/tables/incident.ts'
import { type JobRow, jobTable } from '../../../engine/store/tables/job.ts'
import { type MessageRow, messageTable } from '../../../engine/store/tables/message.ts'
import { type PendingCommandRow, pendingCommandTable } from '../../../engine/store/tables/pending-command.ts'
import { type ProcessInstanceRow, processInstanceTable } from '../../../engine/store/tables/process-instance.ts'
import { type StartTimerRow, startTimerTable } from '../../../engine/store/tables/start-timer.ts'
import { type SubscriptionRow, subscriptionTable } from '../../../engine/store/tables/subscription.ts'
import { type TaskRow, taskTable } from '../../../engine/store/tables/task.ts'
import { type TimerRow, timerTable } from '../../../engine/store/tables/timer.ts'

/** A line of history, its data read. */
export interface Event extends Omit<HistoryEventRow, 'data'> {
  readonly data: { readonly [key: string]: Json }
}

/** An instance with what belongs to it. */
export interface Instance {
  readonly row: ProcessInstanceRow
  readonly state: InstanceState
  readonly tokens: readonly Token[]
  /** In order of their sequence. */
  readonly history: readonly Event[]
}

/** Everything that is stored, read past the engine. */
export interface Snapshot {
  readonly instances: ReadonlyMap<string, Instance>
  readonly events: readonly Event[]
  readonly tasks: readonly TaskRow[]
  readonly timers: readonly TimerRow[]
  readonly startTimers: readonly StartTimerRow[]
  readonly jobs: readonly JobRow[]
  readonly subscriptions: readonly SubscriptionRow[]
  readonly messages: readonly MessageRow[]
  readonly pending: readonly PendingCommandRow[]
  readonly incidents: readonly IncidentRow[]
  readonly answers: readonly CommandLogRow[]
  readonly records: readonly RecordRow[]
}

/** Reads a database file beside everybody else; each snapshot is of one moment. */
export interface Spectator {
  look(): Snapshot
  close(): void
}

export function openSpectator(path: string): Spectator {
  const database = new Database(path, { readonly: true })
  const all = <Row extends ObjectLiteral>(table: EntitySchema<Row>): (() => Row[]) => {
    const statement = database.prepare(selectText(table))
    return () => statement.all() as Row[]
  }
  const read = {
    instances: all(processInstanceTable),
    history: all(historyEventTable),
    tasks: all(taskTable),
    timers: all(timerTable),
    startTimers: all(startTimerTable),
    jobs: all(jobTable),
    subscriptions: all(subscriptionTable),
    messages: all(messageTable),
    pending: all(pendingCommandTable),
    incidents: all(incidentTable),
    answers: all(commandLogTable),
    records: all(recordTable),
  }
  const known = new Map<string, { readonly row: HistoryEventRow; readonly event: Event }>()
  /** Most lines are those of the step before: the same line is the same object. */
  const eventOf = (row: HistoryEventRow): Event => {
    const id = `${row.processInstanceId} ${row.sequence}`
    const before = known.get(id)
    if (before && isSame(before.row, row)) return before.event
    const event: Event = { ...row, data: JSON.parse(row.data) }
    known.set(id, { row, event })
    return event
  }
  const look = database.transaction((): Snapshot => {
    const events = read.history().map(eventOf)
    const byInstance = groupBy(events, ({ processInstanceId }) => processInstanceId)
    const instances = read.instances().map((row): [string, Instance] => {
      const state = readState(row.state, row.id)
      return [row.id, { row, state, tokens: Object.values(state.tokens), history: byInstance.get(row.id) ?? [] }]
    })
    return {
      instances: new Map(instances),
      events,
      tasks: read.tasks(),
      timers: read.timers(),
      startTimers: read.startTimers(),
      jobs: read.jobs(),
      subscriptions: read.subscriptions(),
      messages: read.messages(),
      pending: read.pending(),
      incidents: read.incidents(),
      answers: read.answers(),
      records: read.records(),
    }
  })
  let last: { readonly version: unknown; readonly snapshot: Snapshot } | null = null
  return {
    look() {
      // Tells whether anybody has committed anything since.
      const version = database.pragma('data_version', { simple: true })
      if (last === null || last.version !== version) last = { version, snapshot: look() }
      return last.snapshot
    },
    close: () => database.close(),
  }
}

function isSame(a: HistoryEventRow, b: HistoryEventRow): boolean {
  return (Object.keys(a) as (keyof HistoryEventRow)[]).every((column) => a[column] === b[column])
}

/** Rows of a table with our names for the columns, in the order of its key. */
function selectText<Row extends ObjectLiteral>({ options }: EntitySchema<Row>): string {
  const columns = Object.entries(options.columns).map(([property, column]) => ({
    property,
    name: column?.name ?? property,
    isKey: column?.primary === true,
  }))
  const keys = columns.filter(({ isKey }) => isKey).map(({ name }) => `"${name}"`)
  return `SELECT ${columns.map(({ name, property }) => `"${name}" AS "${property}"`).join(', ')} FROM "${options.tableName ?? options.name}" ORDER BY ${keys.join(', ')}`
}
