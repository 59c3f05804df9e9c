/**
 * Measuring: subjects that were changed are looked at again, and the sums are changed by the difference to what they added
 * before. In: versions of subjects that are due. Out: sums that hold exactly what every subject adds as it is now.
 *
 * Always true: what a subject adds and the sums change in one transaction, so that nothing is counted twice however often it
 * is done; what comes late, e.g. a record that is changed in a later month, takes its earlier share back. One transaction
 * measures at a time, on all nodes.
 */
import type { EntityManager } from 'typeorm'
import { scopeVariables } from '../core/visible-variables.ts'
import { type Fact, factOf } from '../measuring/facts.ts'
import type { Figure } from '../measuring/figure.ts'
import { changeOf } from '../measuring/fold-facts.ts'
import type { Heeded } from '../measuring/heeded.ts'
import { fieldOf, type MeasuringContext, type Subject } from '../measuring/subject.ts'
import { isObject, type Instant, type Json, type Variables } from '../model/json.ts'
import { reasonOf } from '../model/reason-of.ts'
import type { CaseFacts, EnvironmentProvider, Log } from '../ports.ts'
import type { RecordUnit } from '../records/record-unit.ts'
import {
  addDue,
  addToSums,
  type CaseRow,
  casesOf,
  elementLines,
  keepFacts,
  keepWalk,
  measuredFacts,
  type RecordSubjectRow,
  recordsOf,
  type SubjectKey,
  subjectKey,
  takeDue,
  tasksOf,
  type TaskSubjectRow,
  walkOn,
} from '../store/look-ups/measuring.ts'
import type { Session } from '../store/session.ts'
import { isOfStore } from '../store/is-of-store.ts'
import { readState } from '../store/state-upgrades.ts'
import type { MeasuringDueRow, MeasuringWalkRow, SubjectKind } from '../store/tables/measuring.ts'
import type { EngineParts } from './engine-parts.ts'
import { systemActor } from './system-actor.ts'
import { createUnit } from './unit.ts'

/** Whoever measures has this name until the transaction ends. */
const MEASURING = 'measuring'

/** Where a case of nothing in particular is computed, e.g. for a record. */
const NO_CASE = { holderId: '', processKey: '', processInstanceId: '', businessKey: null }

type ContextOf = (institutionId: string) => Promise<(subject: Subject) => MeasuringContext>

/** Looks at subjects again. */
export async function measureSubjects(
  due: readonly MeasuringDueRow[],
  session: Session,
  parts: EngineParts,
  heeded: Heeded,
): Promise<void> {
  await session.lockName(MEASURING)
  const manager = await session.direct()
  const contextOf = contexts(session, parts)
  const changes = new Map<string, Fact[]>()
  for (const kind of ['case', 'task', 'record'] as const) {
    const keys = [...new Map(due.filter((row) => row.kind === kind).map((row) => [subjectKey(row), row])).values()]
    if (keys.length === 0) continue
    const facts = await factsOrNone(manager, kind, keys, heeded, contextOf, parts.log)
    const before = await measuredFacts(manager, kind, keys)
    const after = keys.map(({ institutionId, subjectId }) => ({
      institutionId,
      subjectId,
      facts: facts.get(subjectKey({ institutionId, subjectId })) ?? [],
    }))
    await keepFacts(
      manager,
      kind,
      after.filter((one) => one.facts.length > 0 || before.has(subjectKey(one))),
    )
    for (const one of after) {
      const change = changeOf(before.get(subjectKey(one)) ?? [], one.facts)
      const all = changes.get(one.institutionId)
      if (all) all.push(...change)
      else changes.set(one.institutionId, [...change])
    }
  }
  for (const [institutionId, change] of changes) {
    const folded = changeOf([], change)
    if (folded.length > 0) await addToSums(manager, institutionId, folded)
  }
  await takeDue(manager, due)
}

/** A subject that cannot be read, e.g. because its data is damaged, adds nothing; it must not keep the others waiting. */
async function factsOrNone(
  manager: EntityManager,
  kind: SubjectKind,
  keys: readonly SubjectKey[],
  heeded: Heeded,
  contextOf: ContextOf,
  log: Log,
): Promise<ReadonlyMap<string, readonly Fact[]>> {
  try {
    return await factsNow(manager, kind, keys, heeded, contextOf)
  } catch (error) {
    if (isOfStore(error)) throw error
    const [only, ...others] = keys
    if (others.length === 0) {
      log.error({ kind, ...only, error: reasonOf(error) }, 'cannot be measured')
      return new Map()
    }
    const found = new Map<string, readonly Fact[]>()
    for (const key of keys)
      for (const one of await factsOrNone(manager, kind, [key], heeded, contextOf, log)) found.set(...one)
    return found
  }
}

/** What subjects add as they are now, by `institution id`. */
export function factsNow(
  manager: EntityManager,
  kind: SubjectKind,
  keys: readonly SubjectKey[],
  heeded: Heeded,
  contextOf: ContextOf,
): Promise<ReadonlyMap<string, readonly Fact[]>> {
  switch (kind) {
    case 'case':
      return factsOfCases(manager, keys, heeded, contextOf)
    case 'task':
      return factsOfTasks(manager, keys, heeded, contextOf)
    case 'record':
      return factsOfRecords(manager, keys, heeded, contextOf)
  }
}

async function factsOfCases(manager: EntityManager, keys: readonly SubjectKey[], heeded: Heeded, contextOf: ContextOf) {
  const found = new Map<string, readonly Fact[]>()
  const rows = (await casesOf(manager, idsOf(keys))).filter(({ endedAt }) => endedAt !== null)
  const elements = await elementsOf(manager, rows, heeded)
  for (const row of rows) {
    const subject = () => ({ ...caseFields(row, resultOf(row)), elements: elements.get(row.id) ?? {} })
    const facts = factsOf(heeded.ofCase(row.processKey), subject, await contextOf(row.institutionId))
    found.set(subjectKey({ institutionId: row.institutionId, subjectId: row.id }), facts)
  }
  return found
}

async function factsOfTasks(manager: EntityManager, keys: readonly SubjectKey[], heeded: Heeded, contextOf: ContextOf) {
  const found = new Map<string, readonly Fact[]>()
  for (const row of await tasksOf(manager, idsOf(keys))) {
    if (row.state !== 'completed') continue
    const subject = () => ({
      ...caseFields(row, row.endedAt === null ? variablesNow(row) : resultOf(row)),
      task: taskFields(row),
    })
    const figures = heeded.ofTask(row.processKey, row.elementId)
    const facts = factsOf(figures, subject, await contextOf(row.institutionId))
    found.set(subjectKey({ institutionId: row.institutionId, subjectId: row.taskId }), facts)
  }
  return found
}

async function factsOfRecords(
  manager: EntityManager,
  keys: readonly SubjectKey[],
  heeded: Heeded,
  contextOf: ContextOf,
) {
  const found = new Map<string, readonly Fact[]>()
  for (const row of await recordsOf(manager, keys)) {
    const subject = () => recordFields(row)
    const facts = factsOf(heeded.ofRecord(row.register), subject, await contextOf(row.institutionId))
    found.set(subjectKey({ institutionId: row.institutionId, subjectId: row.id }), facts)
  }
  return found
}

const idsOf = (keys: readonly SubjectKey[]): string[] => keys.map(({ subjectId }) => subjectId)

/** @param subject read only where a figure looks at it */
function factsOf(
  figures: readonly Figure[],
  subject: () => Subject,
  contextOf: (subject: Subject) => MeasuringContext,
): readonly Fact[] {
  if (figures.length === 0) return []
  const whole = subject()
  const context = contextOf(whole)
  return figures.flatMap((figure) => subjectsOf(figure, whole).flatMap((one) => factOf(figure, one, context) ?? []))
}

/** Each item of the list that the figure goes through, or the record itself. */
function subjectsOf({ of }: Figure, subject: Subject): readonly Subject[] {
  if (!('record' in of) || of.each === undefined) return [subject]
  const list = fieldOf(subject, of.each)
  return Array.isArray(list) ? list.map((item: Json) => ({ ...subject, item })) : []
}

function caseFields(row: CaseRow, variables: Variables): Subject {
  const { id, version, startedAt, endedAt, endState, status, businessKey } = row
  return { case: { id, version, startedAt, endedAt, endState, status, businessKey }, variables }
}

const resultOf = ({ result }: CaseRow): Variables => (result === null ? {} : parsed(result))

const variablesNow = ({ caseState, id }: TaskSubjectRow & CaseRow): Variables =>
  scopeVariables(readState(caseState, id))

function taskFields({ taskId, elementId, createdAt, dueAt, taskEndedAt, completedBy }: TaskSubjectRow): Variables {
  return { id: taskId, elementId, createdAt, dueAt, endedAt: taskEndedAt, completedBy }
}

function recordFields({ id, number, status, createdAt, updatedAt, data }: RecordSubjectRow): Subject {
  return { record: { id, number, status, createdAt, updatedAt }, data: parsed(data) }
}

function parsed(text: string): Variables {
  const value: Json = JSON.parse(text)
  return isObject(value) ? value : {}
}

interface ElementTimes {
  readonly times: number
  readonly enteredAt: Instant | null
  readonly leftAt: Instant | null
}

async function elementsOf(
  manager: EntityManager,
  rows: readonly CaseRow[],
  heeded: Heeded,
): Promise<ReadonlyMap<string, Readonly<Record<string, Variables>>>> {
  const found = new Map<string, Record<string, Variables & ElementTimes>>()
  for (const processKey of new Set(rows.map((row) => row.processKey))) {
    const wanted = heeded.elementsOf(processKey)
    const ids = rows.filter((row) => row.processKey === processKey).map(({ id }) => id)
    if (wanted.length === 0) continue
    for (const { processInstanceId, elementId, type, at } of await elementLines(manager, ids, wanted)) {
      const elements = found.get(processInstanceId) ?? {}
      const { times, enteredAt, leftAt } = elements[elementId] ?? { times: 0, enteredAt: null, leftAt: null }
      elements[elementId] =
        type === 'element-entered'
          ? { times: times + 1, enteredAt: enteredAt ?? at, leftAt }
          : { times, enteredAt, leftAt: at }
      found.set(processInstanceId, elements)
    }
  }
  return found
}

/** Working time and time zone of an institution, looked up once for all its subjects. */
export function contexts(session: Session, parts: EngineParts): ContextOf {
  const known = new Map<string, (subject: Subject) => MeasuringContext>()
  const now = parts.clock.now().toISOString()
  return async (institutionId) => {
    const before = known.get(institutionId)
    if (before) return before
    const { records } = createUnit(session, parts, systemActor(institutionId))
    const facts = { ...NO_CASE, institutionId, variables: {} }
    const { functions, globals } = await environmentOr(parts, facts, records)
    const { timezone } = globals
    const between = functions['workingMinutesBetween']
    const contextOf = (subject: Subject): MeasuringContext => ({
      timeZone: typeof timezone === 'string' ? timezone : 'UTC',
      workingMinutes(from, to) {
        // Without a calendar all time is working time.
        const minutes = between?.call([from, to], now, termsOf(subject))
        return typeof minutes === 'number' ? minutes : (Date.parse(to) - Date.parse(from)) / 60_000
      },
    })
    known.set(institutionId, contextOf)
    return contextOf
  }
}

/** An institution whose settings name no calendar that there is still has its cases counted: in UTC, around the clock. */
async function environmentOr(
  parts: EngineParts,
  facts: CaseFacts,
  records: RecordUnit,
): Promise<Awaited<ReturnType<EnvironmentProvider['forCase']>>> {
  try {
    return await parts.environment.forCase(facts, records)
  } catch (error) {
    if (isOfStore(error)) throw error
    const { institutionId } = facts
    parts.log.error({ institutionId, error: reasonOf(error) }, 'measures without a calendar')
    return { functions: {}, globals: {} }
  }
}

/** What tells the calendar: the subject's own variables or data. */
function termsOf(subject: Subject): Variables {
  const { variables, data } = subject
  return isObject(variables) ? variables : isObject(data) ? data : {}
}

/** Subjects put among what is due in one transaction of a walk. */
const WALKED = 500

/** Goes on with a walk: the next subjects that figures look at become due. */
export async function walkOnMeasuring(walk: MeasuringWalkRow, session: Session, heeded: Heeded): Promise<void> {
  await session.lockName(MEASURING)
  const manager = await session.direct()
  const { kind } = walk
  const start = kind === 'record' ? ['', ''] : ['']
  const after: readonly string[] = walk.after === null || walk.after === '' ? start : JSON.parse(walk.after)
  const rows = await walkOn(manager, kind, after, WALKED)
  // What no figure looks at any more takes back what it added.
  const wanted = rows.filter(
    ({ names: [name = '', element = ''], isMeasured }) => isMeasured || isHeeded(heeded, kind, name, element),
  )
  await addDue(
    manager,
    wanted.map(({ institutionId, subjectId, version }) => ({ kind, institutionId, subjectId, version })),
  )
  const last = rows.at(-1)
  const isOver = rows.length < WALKED || last === undefined
  const next = isOver
    ? null
    : JSON.stringify(kind === 'record' ? [last.institutionId, last.subjectId] : [last.subjectId])
  await keepWalk(manager, { ...walk, after: next })
}

/** Whether any figure looks at it. */
export function isHeeded(heeded: Heeded, kind: SubjectKind, name: string, element: string): boolean {
  switch (kind) {
    case 'case':
      return heeded.ofCase(name).length > 0
    case 'task':
      return heeded.ofTask(name, element).length > 0
    case 'record':
      return heeded.ofRecord(name).length > 0
  }
}
