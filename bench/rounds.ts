/** Interleaved runs: what the machine does besides falls on every measurement alike, so that ratios hold. */
import { progress } from './figure.ts'

/**
 * Runs every measurement once, then every one again, and so on: A B C A B C … in the order given.
 *
 * @returns for each measurement its results, by round
 */
export async function interleave<Name extends string, Result>(
  rounds: number,
  measurements: Readonly<Record<Name, () => Promise<Result>>>,
  say: (line: string) => void = progress,
): Promise<Record<Name, readonly Result[]>> {
  const names = Object.keys(measurements) as Name[]
  const results = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Result[]>
  for (let round = 1; round <= rounds; round++) {
    for (const name of names) {
      say(`  round ${round} of ${rounds}: ${name}`)
      results[name].push(await measurements[name]())
    }
  }
  return results
}

/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  if (upper === undefined || lower === undefined)
    throw new Error('Expected values to take the median of, but got none.')
  return (upper + lower) / 2
}

/** The median of the ratios of each round: the two sides of a ratio were measured seconds apart. */
export function medianRatio(above: readonly number[], below: readonly number[]): number {
  if (above.length !== below.length)
    throw new Error(`Expected as many values above as below, but there are ${above.length} and ${below.length}.`)
  return median(above.map((value, round) => value / (below[round] ?? NaN)))
}
