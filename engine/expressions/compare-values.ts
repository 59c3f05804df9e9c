import { evaluate, FeelDate, FeelDateTime, FeelDuration, FeelFunction, FeelTime } from 'feelin'
import { charge } from './meter.ts'

/** feelin's own order of times, by operator. */
const TEMPORAL = new Map(
  ['<', '<=', '>', '>='].map((operator) => [operator, evaluate(`function(a, b) a ${operator} b`, {}).value]),
)

/**
 * The order of two values of one kind: numbers, texts, dates, times, date-times or durations.
 *
 * @param warn told when they are of different kinds
 * @returns null when one of them is null or they have no common order
 */
export function compareValues(
  left: unknown,
  operator: string,
  right: unknown,
  warn: (text: string) => void,
): boolean | null {
  charge(1)
  if (left === null || left === undefined || right === null || right === undefined) return null
  const [a, b] = [kindOf(left), kindOf(right)]
  if (a !== b || a === 'value without order') {
    warn(`Expected two values of one kind around "${operator}", but found a ${a} and a ${b}; it counts as null.`)
    return null
  }
  if (typeof left === 'number' && typeof right === 'number') return inOrder(operator, left - right)
  if (typeof left === 'string' && typeof right === 'string') {
    charge((left.length + right.length) >> 6)
    return inOrder(operator, left < right ? -1 : left > right ? 1 : 0)
  }
  const compare = TEMPORAL.get(operator)
  const result: unknown = compare instanceof FeelFunction ? compare.invoke([left, right]) : null
  return typeof result === 'boolean' ? result : null
}

function inOrder(operator: string, difference: number): boolean {
  if (operator === '<') return difference < 0
  if (operator === '<=') return difference <= 0
  return operator === '>' ? difference > 0 : difference >= 0
}

function kindOf(value: unknown): string {
  if (typeof value === 'number') return 'number'
  if (typeof value === 'string') return 'text'
  if (value instanceof FeelDateTime) return 'date and time'
  if (value instanceof FeelDate) return 'date'
  if (value instanceof FeelTime) return 'time'
  return value instanceof FeelDuration ? 'duration' : 'value without order'
}
