/**
 * Cases whose terms ended in a stretch of time, and whether each was in time. A case counts once, in the stretch its term
 * ends in, whenever it began; what counts as a case is the setting `levelMeasures`.
 */
import type { Instant, Json, Variables } from '../../../engine/model/json.ts'
import type { RecordUnit, RecordView } from '../../../engine/records/record-unit.ts'
import { workingMinutesBetween } from '../../../engine/time/working-calendar.ts'
import type { Calendars } from '../../calendars.ts'
import { readSla } from '../../sla.ts'
import { object, text, texts } from '../input.ts'
import { walkRecords } from '../walk-records.ts'

/** One way of measuring a parameter, as the setting `levelMeasures` has it. */
interface Measure {
  readonly parameter: string
  readonly register: string
  /** Field with the end of the term. */
  readonly due: string
  /** Fields with the moment at which it was met; the first that has a value counts. */
  readonly done: readonly string[]
  /** Records with a value in this field are counted elsewhere. */
  readonly unless: string | null
  /** Statuses of records that owe nobody anything. */
  readonly ignore: readonly string[]
}

/** A term that ended. */
export interface EndedTerm {
  readonly parameter: string
  readonly serviceId: string
  readonly priority: string | null
  readonly inTime: boolean
  /** Working minutes used; null while it is not done. */
  readonly minutes: number | null
}

/** What is looked at. */
export interface Stretch {
  /** Records created from here on are read. */
  readonly readFrom: Instant
  readonly from: Instant
  readonly until: Instant
  /** Of one service only. */
  readonly serviceId?: string
}

/** @returns the terms, and whether all records of the stretch were read */
export async function endedTerms(
  records: RecordUnit,
  calendars: Calendars,
  measures: readonly Variables[],
  stretch: Stretch,
  now: Instant,
): Promise<{ readonly terms: readonly EndedTerm[]; readonly complete: boolean }> {
  const read = measures.map(measureOf)
  const terms: EndedTerm[] = []
  let complete = true
  for (const register of new Set(read.map((measure) => measure.register))) {
    const where: Variables = stretch.serviceId === undefined ? {} : { serviceId: stretch.serviceId }
    const walk = { register, where, since: stretch.readFrom, until: stretch.until }
    const walked = await walkRecords(records, walk, now)
    complete &&= walked.complete
    const here = read.filter((measure) => measure.register === register)
    for (const record of walked.found)
      for (const measure of here) terms.push(...termOf(record, measure, calendars, stretch, now))
  }
  return { terms, complete }
}

function termOf(
  { data, status }: RecordView,
  { parameter, due: dueField, done: doneFields, unless, ignore }: Measure,
  calendars: Calendars,
  { from, until }: Stretch,
  now: Instant,
): readonly EndedTerm[] {
  const serviceId = text(data, 'serviceId')
  const due = text(data, dueField)
  if (serviceId === null || due === null || due < from || due >= until || due > now) return []
  if (ignore.includes(status ?? '') || (unless !== null && isThere(data[unless]))) return []
  const sla = readSla(data['sla'])
  const done = doneFields.map((field) => text(data, field)).find((at) => at !== null) ?? null
  // While the clock stands the term has not ended.
  if (done === null && (sla?.pausedSince ?? text(object(data, 'clock'), 'pausedSince'))) return []
  const minutes =
    done === null || sla === null ? null : workingMinutesBetween(calendars.get(sla.calendar), sla.startedAt, done)
  // A reaction comes before the clock can have stood for long.
  const net = minutes === null || parameter === 'react' ? minutes : Math.max(minutes - (sla?.pausedMinutes ?? 0), 0)
  const inTime = done !== null && done <= due
  return [{ parameter, serviceId, priority: text(data, 'priority'), inTime, minutes: net }]
}

function measureOf(row: Variables): Measure {
  return {
    parameter: text(row, 'parameter') ?? '',
    register: text(row, 'register') ?? '',
    due: text(row, 'due') ?? '',
    done: texts(row['done']),
    unless: text(row, 'unless'),
    ignore: texts(row['ignore']),
  }
}

function isThere(value: Json | undefined): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null
}
