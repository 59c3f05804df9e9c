import fc from 'fast-check'

/**
 * Random choices, read one after the other from a list of numbers: what a wild diagram or play is made from.
 *
 * A shorter list or smaller numbers give something simpler, so that fast-check shrinks what fails; behind the end all
 * choices are the first one.
 */
export class Tape {
  private readonly numbers: readonly number[]
  private at = 0

  constructor(numbers: readonly number[]) {
    this.numbers = numbers
  }

  /** A whole number from 0 to below `limit`. */
  below(limit: number): number {
    return limit <= 1 ? 0 : (this.numbers[this.at++] ?? 0) % limit
  }
  /** @returns true so often of a hundred */
  chance(percent: number): boolean {
    return this.below(100) >= 100 - percent
  }
  one<T>(choices: readonly T[]): T {
    const choice = choices[this.below(choices.length)]
    if (choice === undefined) throw new Error('Expected something to choose from, but there is nothing.')
    return choice
  }
  /** As many as chosen, each made anew. */
  some<T>(least: number, most: number, make: (index: number) => T): T[] {
    return Array.from({ length: least + this.below(most - least + 1) }, (_, index) => make(index))
  }
}

/** Lists of numbers for a tape. */
export const tapes = (maxLength: number): fc.Arbitrary<number[]> =>
  fc.array(fc.nat(9_999), { minLength: 0, maxLength, size: 'max' })
