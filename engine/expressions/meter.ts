/**
 * What one evaluation may cost.
 *
 * FEEL cannot be interrupted from outside, so everything in it that repeats or grows pays here: lists before they are
 * walked, values before functions get them, texts when they are joined. The meter belongs to one evaluation; as
 * evaluating is synchronous, the running one is simply the current one.
 */

/** Units of work in one evaluation; one is about one value looked at. */
export const BUDGET = 300_000
export const LONGEST_LIST = 10_000
/** Characters. */
export const LONGEST_TEXT = 100_000
export const DEEPEST_VALUE = 50

/** Thrown inside an evaluation when it costs too much or makes something that may not be; its message is the reason. */
export class FeelRefused extends Error {}

let left: number | null = null

/** Runs `work` within a budget; inside another metered run it shares that one's. */
export function metered<T>(work: () => T, budget = BUDGET): T {
  if (left !== null) return work()
  left = budget
  try {
    return work()
  } finally {
    left = null
  }
}

/** @throws FeelRefused when the budget is used up */
export function charge(units: number): void {
  if (left === null) return
  left -= units
  if (left < 0)
    throw new FeelRefused('Expected less work, but it walks too many values. Narrow the lists or ranges first.')
}

/** Names that never exist in expressions: they lead to prototypes, or are ours. */
export function isForbiddenKey(key: string): boolean {
  return key.startsWith('__') || key === 'constructor' || key === 'prototype'
}

/**
 * Pays for everything inside a value and refuses what is too long, too deep or has a forbidden name.
 * Values that share parts pay for each appearance, so a small text cannot stand for a huge value.
 */
export function chargeValue(value: unknown, depth = 0): void {
  if (typeof value === 'string') {
    if (value.length > LONGEST_TEXT)
      throw new FeelRefused(`Expected texts of at most ${LONGEST_TEXT} characters, but one has ${value.length}.`)
    charge(1 + (value.length >> 4))
    return
  }
  charge(1)
  if (typeof value !== 'object' || value === null) return
  if (depth > DEEPEST_VALUE)
    throw new FeelRefused(`Expected values at most ${DEEPEST_VALUE} levels deep, but one is deeper.`)
  if (Array.isArray(value)) {
    chargeList(value, 0)
    for (const item of value) chargeValue(item, depth + 1)
  } else if (Object.getPrototypeOf(value) === Object.prototype) {
    for (const [key, entry] of Object.entries(value)) {
      if (isForbiddenKey(key)) throw new FeelRefused(`Expected ordinary names, but "${key.slice(0, 50)}" is reserved.`)
      chargeValue(entry, depth + 1)
    }
  }
}

/** Pays `weight` for each item of a list that is about to be walked. */
export function chargeList(list: readonly unknown[], weight: number): void {
  if (list.length > LONGEST_LIST)
    throw new FeelRefused(`Expected lists of at most ${LONGEST_LIST} items, but one has ${list.length}.`)
  charge(1 + list.length * weight)
}
