import type { Json, Variables } from '../model/json.ts'

/** One look at a condition. */
export interface Ask {
  /** The name that the condition of the rehearsal copy looks up. */
  readonly name: string
  /** How often it has been asked in this run, from 1. */
  readonly occurrence: number
  readonly answer: boolean
}

export interface ChosenConditions {
  /** What the core reads: a lookup is an ask. */
  readonly globals: Variables
  /** Every look so far, in order. */
  readonly asked: readonly Ask[]
}

/** After so many looks in one run a condition comes out the other way every time: a loop without a wait must end. */
const STEADY = 2

/**
 * Answers the conditions of one run of the core.
 *
 * @param given answers of the first looks, in order; later ones come out false
 */
export function chooseConditions(names: Iterable<string>, given: readonly boolean[]): ChosenConditions {
  const asked: Ask[] = []
  const counts = new Map<string, number>()
  const globals: Record<string, Json> = {}
  const ask = (name: string): boolean => {
    const occurrence = (counts.get(name) ?? 0) + 1
    counts.set(name, occurrence)
    const answer = given[asked.length] ?? (occurrence > STEADY && occurrence % 2 === 1)
    asked.push({ name, occurrence, answer })
    return answer
  }
  for (const name of names) Object.defineProperty(globals, name, { enumerable: true, get: () => ask(name) })
  return { globals, asked }
}

/** Whether the other answer is worth a path of its own. */
export function isOpen({ occurrence }: Ask): boolean {
  return occurrence <= STEADY
}
