/** Random numbers that come again with the same seed: everything that a schedule chooses is chosen here. */
export interface Random {
  /** From 0 up to, but not including, 1. */
  next(): number
  /** A whole number from 0 up to, but not including, `below`. */
  below(below: number): number
  chance(probability: number): boolean
  /** One of them. @throws Error when there is none */
  pick<T>(from: readonly T[]): T
  /** Another source, for somebody whose choices must not depend on how often others choose. */
  fork(name: string): Random
}

/** @param seed any text */
export function createRandom(seed: string): Random {
  let state = hash(seed)
  // Mulberry32: short, and good enough to choose by.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick<T>(from: readonly T[]): T {
      if (from.length === 0) throw new Error('Expected something to pick from, but there is nothing.')
      return from[below(from.length)] as T
    },
    fork: (name) => createRandom(`${seed}/${name}`),
  }
}

function hash(text: string): number {
  let value = 2166136261
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 16777619)
  return value | 0
}
