import type { Operand } from './figure.ts'
import { fieldOf, isTime, type MeasuringContext, type Subject } from './subject.ts'

const MINUTE = 60_000

/** The number that an operand gives; null where something that it needs is missing, or it would divide by zero. */
export function numberOf(operand: Operand, subject: Subject, context: MeasuringContext): number | null {
  if (typeof operand === 'number') return operand
  if ('field' in operand) return finite(fieldOf(subject, operand.field))
  if ('size' in operand) {
    const list = fieldOf(subject, operand.size)
    return Array.isArray(list) ? list.length : null
  }
  if ('instant' in operand) {
    const time = timeOf(subject, operand.instant)
    return time === null ? null : Math.floor(time / MINUTE)
  }
  if ('minutes' in operand) {
    const [from, to] = operand.minutes.map((path) => timeOf(subject, path))
    return from === null || to === null || from === undefined || to === undefined ? null : (to - from) / MINUTE
  }
  if ('workingMinutes' in operand) {
    const [from, to] = operand.workingMinutes.map((path) => timeOf(subject, path))
    if (from === null || to === null || from === undefined || to === undefined) return null
    return from > to ? 0 : context.workingMinutes(new Date(from).toISOString(), new Date(to).toISOString())
  }
  if ('abs' in operand) {
    const value = numberOf(operand.abs, subject, context)
    return value === null ? null : Math.abs(value)
  }
  const several = 'plus' in operand ? operand.plus : 'times' in operand ? operand.times : pairOf(operand)
  const numbers: number[] = []
  for (const one of several) {
    const number = numberOf(one, subject, context)
    if (number === null) return null
    numbers.push(number)
  }
  if ('plus' in operand) return numbers.reduce((sum, one) => sum + one, 0)
  if ('times' in operand) return numbers.reduce((product, one) => product * one, 1)
  const [first = 0, second = 0] = numbers
  if ('minus' in operand) return first - second
  return second === 0 ? null : first / second
}

const pairOf = (operand: { readonly minus: readonly Operand[] } | { readonly over: readonly Operand[] }) =>
  'minus' in operand ? operand.minus : operand.over

const finite = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)

function timeOf(subject: Subject, path: string): number | null {
  const value = fieldOf(subject, path)
  if (typeof value !== 'string' || !isTime(value)) return null
  const time = Date.parse(value)
  return Number.isNaN(time) ? null : time
}
