/**
 * What a running case makes of a changed calendar, agreement, service or setting: its terms are reckoned anew from its
 * start with the pauses it has had and what a person added; a case that is resolved keeps the terms it was measured by.
 * Whoever has the record reckons; work that is done on the terms of an application takes them from there.
 */
import { isDeepStrictEqual } from 'node:util'
import { DecisionFailed } from '../engine/decisions/decision-failed.ts'
import type { Variables } from '../engine/model/json.ts'
import type { CaseFacts, EnvironmentProvider, RecordChange, Renewal } from '../engine/ports.ts'
import type { RecordUnit, RecordView } from '../engine/records/record-unit.ts'
import type { Calendars, CalendarSource } from './calendars.ts'
import { toldTerms } from './handlers/case-terms.ts'
import { object, objects, text } from './handlers/input.ts'
import { termsOf, type TermsCall } from './handlers/priority.ts'
import { settingText } from './handlers/registers.ts'
import { computeSla, readSla, slaJson, type Pause, type Sla } from './sla.ts'

/** Registers whose records have a clock; a case's own record has the id of its instance. */
const WITH_A_CLOCK = ['application', 'incident', 'change', 'problem'] as const

/** `EnvironmentProvider.renew` of service management. */
export function renewTerms(calendarsOf: CalendarSource): NonNullable<EnvironmentProvider['renew']> {
  return async (facts, change, call) => {
    const { records } = call
    const own = await ownRecord(facts, records)
    const applicationId = text(facts.variables, 'applicationId')
    const record = own ?? (applicationId === null ? null : await records.get('application', applicationId))
    const sla = readSla(record?.data['sla'] ?? facts.variables['sla'])
    if (!(await goesBy(change, call, { record, sla, facts }))) return null
    if (!sla || isResolved(record)) return { variables: {} }
    if (record && !own) return taken(facts, change, sla)
    const anew = await reckonAnew(call, await calendarsOf(records), change, own, sla)
    const renewal = taken(facts, change, anew)
    if (!own || isDeepStrictEqual(slaJson(sla), slaJson(anew))) return renewal
    await writeTerms(records, own, anew)
    const changes = await toldTerms(records, own.register, own.id, { sla: slaJson(anew) })
    return { ...renewal, changes: changes.filter(({ where }) => !isSelf(where, facts)) }
  }
}

interface Case {
  readonly facts: CaseFacts
  /** The record whose clock the case runs on. */
  readonly record: RecordView | null
  readonly sla: Sla | null
}

async function goesBy({ register, id }: RecordChange, call: TermsCall, { record, sla, facts }: Case): Promise<boolean> {
  if (register === 'calendar') return sla?.calendar === id || settingText(call, 'calendar') === id
  if (register === 'institution') return id === facts.institutionId
  const serviceId = serviceOf(record, facts)
  if (register === 'service') return serviceId === id
  if (register !== 'sla') return true
  const agreement = await call.records.get('sla', id)
  return sla?.slaId === id || (serviceId !== null && agreement?.data['serviceId'] === serviceId)
}

function serviceOf(record: RecordView | null, { variables }: CaseFacts): string | null {
  return (record && text(record.data, 'serviceId')) ?? text(variables, 'serviceId')
}

function isResolved(record: RecordView | null): boolean {
  return record !== null && (text(record.data, 'resolvedAt') ?? text(record.data, 'closedAt')) !== null
}

async function reckonAnew(
  call: TermsCall,
  calendars: Calendars,
  { register }: RecordChange,
  record: RecordView | null,
  sla: Sla,
): Promise<Sla> {
  const byAgreement = record ? await byTargetsNow(call, calendars, record, sla) : null
  if (byAgreement) return byAgreement
  if (register !== 'calendar') return sla
  // The targets stay what they were; only the time in which they are counted has changed.
  const pauses = record ? (objects(object(record.data, 'clock'), 'pauses') as unknown as readonly Pause[]) : []
  const { reactMinutes, resolveMinutes, extendedMinutes, calendar, slaId, pausedSince } = sla
  const targets = { reactMinutes, resolveMinutes, calendar, slaId, ...(extendedMinutes ? { extendedMinutes } : {}) }
  const anew = computeSla(targets, calendars.get(calendar), sla.startedAt, pauses)
  return pausedSince ? { ...anew, pausedSince } : anew
}

/** Null where running cases keep their targets, or the case's own bundle has no table to take new ones from. */
async function byTargetsNow(
  call: TermsCall,
  calendars: Calendars,
  record: RecordView,
  { startedAt }: Sla,
): Promise<Sla | null> {
  const priority = text(record.data, 'priority')
  if (priority === null || settingText(call, 'slaChangeApplies') !== 'running') return null
  const work = { priority, kind: text(record.data, 'kind'), serviceId: text(record.data, 'serviceId'), startedAt }
  try {
    return await termsOf(call, calendars, work, record)
  } catch (error) {
    if (error instanceof DecisionFailed) return null
    throw error
  }
}

/** The case has these terms from now on. */
function taken({ variables }: CaseFacts, change: RecordChange, after: Sla): Renewal {
  const before = readSla(variables['sla'])
  const sla = slaJson(after)
  if (!before || isDeepStrictEqual(slaJson(before), sla)) return { variables: {} }
  const data: Variables = {
    register: change.register,
    recordId: change.id,
    version: change.version,
    before: { react: before.react, resolve: before.resolve },
    after: { react: after.react, resolve: after.resolve },
  }
  return { variables: { sla }, history: [{ type: 'terms-renewed', data }] }
}

async function writeTerms(records: RecordUnit, { register, id }: RecordView, sla: Sla): Promise<void> {
  const { react, resolve, pausedMinutes, slaId } = sla
  const terms = { slaId, reactDue: react, resolveDue: resolve, pausedMinutes }
  await records.update(register, id, { sla: slaJson(sla), ...terms })
}

function isSelf(where: { readonly businessKey: string } | { readonly processInstanceId: string }, facts: CaseFacts) {
  return 'processInstanceId' in where && where.processInstanceId === facts.processInstanceId
}

async function ownRecord(facts: CaseFacts, records: RecordUnit): Promise<RecordView | null> {
  for (const register of WITH_A_CLOCK) {
    const own = await records.get(register, facts.processInstanceId)
    if (own && readSla(own.data['sla'])) return own
  }
  return null
}
