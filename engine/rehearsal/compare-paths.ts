/**
 * The comparison: what the second engine opens on the paths that ours walked, step by step, as far as the elements passed
 * are ones that it takes as BPMN does. What happens to the same open work in the same way is looked at once.
 */
import type { ProcessDefinition } from '../model/process-definition.ts'
import { reasonOf } from '../model/reason-of.ts'
import { comparableSteps } from './comparable-steps.ts'
import type { LimitedElement } from './known-limits.ts'
import { LIMITS_ON_THE_WAY } from './known-limits.ts'
import { isNonInterrupting } from './next-choices.ts'
import type { OpenWork, RehearsedPath, RehearsedStep } from './rehearsed-path.ts'
import type { Replay, SecondEngine } from './second-engine.ts'

/** Where the two opened different work. */
export interface Difference {
  /** The first element that one has open and the other has not. */
  readonly elementId: string
  /** Number of the path, from 0, and of the step on it, from 0. */
  readonly path: number
  readonly step: number
  readonly ours: readonly string[]
  readonly theirs: readonly string[]
}

export interface Comparison {
  /** Elements passed on steps that were compared. */
  readonly compared: readonly string[]
  readonly notCompared: readonly LimitedElement[]
  readonly differences: readonly Difference[]
  /** Paths on which the second engine failed, and how. */
  readonly failures: readonly { readonly path: number; readonly reason: string }[]
  /** Whether time was left for every path. */
  readonly isWhole: boolean
}

/** Differences listed before the comparison ends: more would say the same. */
const MOST_DIFFERENCES = 20

interface Known {
  readonly definition: ProcessDefinition
  readonly paths: readonly RehearsedPath[]
  readonly limited: readonly LimitedElement[]
  /** Failures after which the second engine is asked no more. */
  readonly mostFailures: number
  readonly isOver: () => boolean
}

export async function comparePaths(
  { definition, paths, limited, mostFailures, isOver }: Known,
  second: SecondEngine,
): Promise<Comparison> {
  const limits = new Map(limited.map((limit) => [limit.elementId, limit]))
  const onTheWay = new Map<string, LimitedElement>()
  const seen = new Set<string>()
  const compared = new Set<string>()
  const differences: Difference[] = []
  /** Elements on and behind a step after which the two differ. */
  const differed = new Set<string>()
  /** Elements that it did not come to. */
  const failedAt = new Set<string>()
  const failures: { path: number; reason: string }[] = []
  let isWhole = true

  // A long path shows what shorter ones begin with.
  const walks = [...paths.entries()].map(([number, path]) => {
    const { steps, limit } = comparableSteps(definition, path, (elementId) => limits.has(elementId))
    if (limit !== null) onTheWay.set(limit.elementId, limit)
    return { number, steps }
  })
  for (const { number, steps: known } of walks.toSorted((a, b) => b.steps.length - a.steps.length)) {
    const keys = transitions(known)
    if (keys.every((key) => seen.has(key))) continue
    if (isOver() || failures.length >= mostFailures || differences.length >= MOST_DIFFERENCES) {
      isWhole = false
      break
    }
    const replay = await replayed(second, known)
    const fired = new Set<string>()
    for (const [index, step] of known.entries()) {
      if (step.choice.kind === 'fire' && isNonInterrupting(definition.nodes[step.choice.elementId]))
        fired.add(step.choice.elementId)
      const theirs = replay.opened[index]
      if (theirs === undefined) {
        failures.push({ path: number, reason: replay.failure ?? 'it went no further' })
        for (const { elements } of known.slice(index)) for (const id of elements) failedAt.add(id)
        break
      }
      if (seen.has(keys[index] ?? '')) continue
      seen.add(keys[index] ?? '')
      const mayDiffer = (elementId: string): boolean => limits.has(elementId) || fired.has(elementId)
      const mine = openWithout(step.open, mayDiffer)
      const other = openWithout(theirs, mayDiffer)
      const elementId = firstDifference(mine, other)
      if (elementId !== null) {
        differences.push({ elementId, path: number, step: index, ours: mine, theirs: other })
        for (const { elements } of known.slice(index)) for (const id of elements) differed.add(id)
        break
      }
      for (const id of step.elements) compared.add(id)
    }
  }

  const whyNot = (elementId: string) => {
    if (failedAt.has(elementId)) return LIMITS_ON_THE_WAY.failed
    if (differed.has(elementId)) return LIMITS_ON_THE_WAY.different
    return isWhole ? LIMITS_ON_THE_WAY.behind : LIMITS_ON_THE_WAY.notAsked
  }
  const passed = new Set(paths.flatMap(({ steps }) => steps.flatMap(({ elements }) => elements)))
  const notCompared = new Map([...limits, ...onTheWay])
  for (const elementId of passed)
    if (!compared.has(elementId) && !notCompared.has(elementId))
      notCompared.set(elementId, { elementId, ...whyNot(elementId) })
  return {
    compared: [...compared],
    notCompared: [...notCompared.values()].filter(({ elementId }) => !compared.has(elementId)),
    differences,
    failures,
    isWhole,
  }
}

/** For each step a text that is equal for another step that does the same to the same open work. */
function transitions(steps: readonly RehearsedStep[]): readonly string[] {
  return steps.map(({ choice, conditions, open }, index) =>
    JSON.stringify([steps[index - 1]?.open ?? null, choice, conditions, open]),
  )
}

async function replayed(second: SecondEngine, steps: readonly RehearsedStep[]): Promise<Replay> {
  try {
    return await second.replay(steps.map(({ choice, conditions }) => ({ choice, conditions })))
  } catch (error) {
    return { opened: [], failure: reasonOf(error) }
  }
}

function openWithout({ work, events }: OpenWork, isLeftOut: (elementId: string) => boolean): string[] {
  return [...work, ...events].filter((id) => !isLeftOut(id)).toSorted()
}

/** Of two sorted lists. */
function firstDifference(ours: readonly string[], theirs: readonly string[]): string | null {
  const left = [...theirs]
  for (const id of ours) {
    const index = left.indexOf(id)
    if (index === -1) return id
    left.splice(index, 1)
  }
  return left[0] ?? null
}
