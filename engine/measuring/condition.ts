import { isDeepStrictEqual } from 'node:util'
import type { Json } from '../model/json.ts'
import type { Comparand, Condition, Test } from './figure.ts'
import { numberOf } from './operand.ts'
import { dayOf, fieldOf, isDate, isTime, type MeasuringContext, type Subject } from './subject.ts'

/** Whether all of them hold; of none, yes. */
export function holds(
  conditions: readonly Condition[] | undefined,
  subject: Subject,
  context: MeasuringContext,
): boolean {
  return (conditions ?? []).every((condition) => holdsOne(condition, subject, context))
}

function holdsOne(condition: Condition, subject: Subject, context: MeasuringContext): boolean {
  if ('any' in condition) return condition.any.some((one) => holdsOne(one, subject, context))
  const value = 'field' in condition ? fieldOf(subject, condition.field) : numberOf(condition.value, subject, context)
  return passes(value, condition, subject, context)
}

function passes(value: Json, test: Test, subject: Subject, context: MeasuringContext): boolean {
  const other = (comparand: Comparand): Json =>
    typeof comparand === 'object' ? fieldOf(subject, comparand.field) : comparand
  const order = (comparand: Comparand): number | null => compare(value, other(comparand), context)

  if (
    test.includes !== undefined &&
    !(Array.isArray(value) && value.some((one) => isDeepStrictEqual(one, test.includes)))
  )
    return false
  if (test.exists !== undefined && isThere(value) !== test.exists) return false
  if (test.is !== undefined && !isDeepStrictEqual(value, other(test.is))) return false
  if (test.isNot !== undefined && isDeepStrictEqual(value, other(test.isNot))) return false
  if (test.in !== undefined && !test.in.some((one) => isDeepStrictEqual(value, one))) return false
  if (test.notIn !== undefined && (value === null || test.notIn.some((one) => isDeepStrictEqual(value, one))))
    return false
  if (test.atMost !== undefined && !((order(test.atMost) ?? 1) <= 0)) return false
  if (test.atLeast !== undefined && !((order(test.atLeast) ?? -1) >= 0)) return false
  if (test.below !== undefined && !((order(test.below) ?? 1) < 0)) return false
  if (test.above !== undefined && !((order(test.above) ?? -1) > 0)) return false
  return true
}

const isThere = (value: Json): boolean =>
  value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)

/** Below 0, 0 or above 0; null for what cannot be compared. */
function compare(one: Json, other: Json, { timeZone }: MeasuringContext): number | null {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  if (typeof one !== 'string' || typeof other !== 'string') return null
  if (!isTime(one) || !isTime(other)) return one < other ? -1 : one > other ? 1 : 0
  if (!isDate(one) && !isDate(other)) return Date.parse(one) - Date.parse(other)
  // What is due on a day is in time until that day is over.
  const [day, otherDay] = [dayOf(one, timeZone), dayOf(other, timeZone)]
  if (day === null || otherDay === null) return null
  return day < otherDay ? -1 : day > otherDay ? 1 : 0
}
