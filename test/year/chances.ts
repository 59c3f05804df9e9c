/** Choices that are not equally likely. */
import type { Random } from '../simulation/random.ts'

/** @param weights how often each is chosen, relative to the others; at least one is above 0 */
export function choose<Name extends string>(random: Random, weights: Readonly<Record<Name, number>>): Name {
  const entries = Object.entries<number>(weights)
  let left = random.next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [name, weight] of entries) {
    left -= weight
    if (left < 0) return name as Name
  }
  return entries.at(-1)?.[0] as Name
}

/** How many come in a while, when on average `mean` do (Poisson). */
export function countOf(random: Random, mean: number): number {
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = random.next(); product > limit; product *= random.next()) count += 1
  return count
}
