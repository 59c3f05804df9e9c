import { evaluateValue } from '../expressions/evaluate.ts'
import type { ExpressionEnvironment } from '../expressions/evaluate.ts'
import type { Instant } from '../model/json.ts'
import type { TimerTrigger } from '../model/process-definition.ts'
import { NEVER } from '../store/tables/start-timer.ts'
import { addDuration, isDuration, readCycle, readInstant } from '../time/iso8601.ts'
import { nextPeriod } from '../time/next-period.ts'

/** When a timer start event fires. */
export interface StartTime {
  readonly dueAt: Instant
  /** Fires still to come after that one; null without end. */
  readonly remaining: number | null
  /** From when periods are counted. */
  readonly anchorAt: Instant
}

/**
 * The first fire of a timer start event that is put in force now. A date that has passed gives null: it was for an
 * earlier time.
 *
 * @throws Error when the timer gives neither instant, duration nor cycle
 */
export function firstStart(trigger: TimerTrigger, environment: ExpressionEnvironment): StartTime | null {
  const { now } = environment
  const text = textOf(trigger, environment)
  const cycle = readCycle(text)
  if (cycle) {
    const anchorAt = cycle.start ?? now
    const remaining = cycle.repetitions === null ? null : cycle.repetitions - 1
    // Without a start the first period has to pass; a start in the future is itself the first fire.
    if (cycle.start !== null && cycle.start > now) return { dueAt: cycle.start, remaining, anchorAt }
    return { dueAt: nextPeriod(anchorAt, cycle.interval, now) ?? NEVER, remaining, anchorAt }
  }
  const dueAt = isDuration(text) ? addDuration(now, text) : readInstant(text)
  if (dueAt === null)
    throw new Error(`Expected an instant, a duration or a cycle in ISO 8601, but the timer gives "${text}".`)
  return dueAt > now ? { dueAt, remaining: 0, anchorAt: now } : null
}

/**
 * The fire after one that was due at `last.dueAt`.
 *
 * @param everyPeriod also those that were missed; otherwise the next one after now
 * @returns null when there is none
 */
export function nextStart(
  trigger: TimerTrigger,
  last: StartTime,
  everyPeriod: boolean,
  environment: ExpressionEnvironment,
): StartTime | null {
  if (last.remaining === 0) return null
  const cycle = readCycle(textOf(trigger, environment))
  if (!cycle) return null
  const after = everyPeriod || last.dueAt > environment.now ? last.dueAt : environment.now
  const remaining = last.remaining === null ? null : last.remaining - 1
  return { dueAt: nextPeriod(last.anchorAt, cycle.interval, after) ?? NEVER, remaining, anchorAt: last.anchorAt }
}

function textOf(trigger: TimerTrigger, environment: ExpressionEnvironment): string {
  const { value } = evaluateValue(trigger.value, {}, environment)
  if (typeof value === 'string') return value
  throw new Error(`Expected text in ISO 8601 from the timer, but it gives ${JSON.stringify(value)}.`)
}
