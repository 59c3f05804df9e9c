/** Instants and timers of the diagram, from ISO 8601 texts. */
import type { ArmedTrigger } from '../model/instance-state.ts'
import type { Instant, Variables } from '../model/json.ts'
import type { TimerTrigger, Value } from '../model/process-definition.ts'
import { reasonOf } from '../model/reason-of.ts'
import { addDuration, isDuration, readCycle, readInstant } from '../time/iso8601.ts'
import { nextPeriod } from '../time/next-period.ts'
import { ElementFailed } from './element-failed.ts'
import type { Run } from './run.ts'
import { computeValue, describe, sourceOf } from './variables.ts'

type ArmedTimer = Extract<ArmedTrigger['on'], { type: 'timer' }>

/**
 * A due or follow-up date: an instant, or a duration from `at`.
 *
 * @returns null where the diagram says nothing or the expression gives null: no date.
 */
export const computeDate = (
  run: Run,
  elementId: string,
  value: Value | null,
  variables: Variables,
  at: Instant,
): Instant | null => {
  if (value === null) return null
  const result = computeValue(run, elementId, value, variables, at)
  if (result === null || result === '') return null
  const moment = typeof result === 'string' ? momentOf(elementId, result, at) : null
  if (moment === null)
    throw new ElementFailed(
      elementId,
      `Expected an ISO 8601 date-time or duration, but ${sourceOf(value)} gave ${describe(result)}.`,
    )
  return moment
}

/**
 * When a timer is due that is armed at `setAt`. A date or a duration may be written either way: a duration counts
 * from `setAt`, an instant stands. A null is a failure: a timer that never fires would be a silent loss.
 */
export const computeTimer = (
  run: Run,
  elementId: string,
  trigger: TimerTrigger,
  variables: Variables,
  setAt: Instant,
): ArmedTimer => {
  const result = computeValue(run, elementId, trigger.value, variables, setAt)
  const text = typeof result === 'string' ? result : null
  const cycle = trigger.timer === 'cycle' && text !== null ? readCycle(text) : null
  if (cycle) {
    const dueAt = cycle.start ?? addDuration(setAt, cycle.interval)
    const remaining = cycle.repetitions === null ? null : cycle.repetitions - 1
    return { type: 'timer', dueAt, setAt, repeat: { remaining, interval: cycle.interval, anchorAt: dueAt } }
  }
  const dueAt = text === null || trigger.timer === 'cycle' ? null : momentOf(elementId, text, setAt)
  if (dueAt === null) {
    throw new ElementFailed(
      elementId,
      `Expected an ISO 8601 ${trigger.timer} for the timer, but ${sourceOf(trigger.value)} gave ${describe(result)}.`,
    )
  }
  return { type: 'timer', dueAt, setAt, repeat: null }
}

/**
 * The next fire of a cycle that just fired; periods missed while nothing ran are not made up for.
 *
 * @returns null when the cycle is used up, or its next fire is further away than we count.
 */
export const nextCycle = (timer: ArmedTimer, now: Instant): ArmedTimer | null => {
  const { repeat } = timer
  if (repeat === null || repeat.remaining === 0) return null
  const after = timer.dueAt > now ? timer.dueAt : now
  const dueAt = nextPeriod(repeat.anchorAt ?? timer.dueAt, repeat.interval, after)
  if (dueAt === null) return null
  return { ...timer, dueAt, repeat: { ...repeat, remaining: repeat.remaining === null ? null : repeat.remaining - 1 } }
}

const momentOf = (elementId: string, text: string, from: Instant): Instant | null => {
  try {
    return isDuration(text) ? addDuration(from, text) : readInstant(text)
  } catch (error) {
    throw new ElementFailed(elementId, reasonOf(error), { cause: error })
  }
}
