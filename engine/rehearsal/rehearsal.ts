/** What the owner of a process is told after a rehearsal. */
import type { UsedUp } from './explore.ts'
import type { LimitedElement } from './known-limits.ts'
import type { RehearsalBudget } from './rehearsal-budget.ts'
import type { Choice, ChosenCondition, PathEnd } from './rehearsed-path.ts'

export interface Rehearsal {
  readonly definitionId: string
  readonly processKey: string
  readonly version: number
  /** What a rehearsal is not, in one sentence. */
  readonly note: string
  /** Nothing was found: no finding, no difference, every element reached. */
  readonly isClean: boolean
  readonly paths: readonly WalkedPath[]
  readonly findings: readonly Finding[]
  readonly comparison: {
    readonly engine: string
    /** What is compared on no path. */
    readonly notes: readonly string[]
    /** Elements on which both opened the same work wherever they were passed. */
    readonly compared: readonly string[]
    readonly notCompared: readonly LimitedElement[]
    readonly differences: readonly {
      readonly elementId: string
      /** Number of the path, and of its step after which the two differ. */
      readonly path: number
      readonly step: number
      readonly ours: readonly string[]
      readonly theirs: readonly string[]
    }[]
    readonly failures: readonly { readonly path: number; readonly reason: string }[]
  }
  readonly budget: RehearsalBudget & {
    /** Something may lie behind what was not walked or not compared. */
    readonly exhausted: boolean
    /** What ran out; `orders`: only other orders of the same happenings are left out; `comparison`: time or patience with the second engine. */
    readonly usedUp: readonly (UsedUp | 'comparison')[]
  }
}

export interface WalkedPath {
  /** From 1. */
  readonly number: number
  readonly steps: readonly {
    readonly choice: Choice
    readonly conditions: readonly ChosenCondition[]
    readonly elements: readonly string[]
  }[]
  readonly end: PathEnd
}

/** Something that the owner should look at. */
export interface Finding {
  /** `incident`: the element fails; `stuck`: tokens wait for ever; `not-reached`: no path comes there; `never-taken`: a sequence flow that no path takes. */
  readonly kind: 'incident' | 'stuck' | 'not-reached' | 'never-taken'
  readonly elementId: string
  readonly message: string
  /** Number of the first path that shows it; null where none can. */
  readonly path: number | null
}

export const REHEARSAL_NOTE =
  'Paths are rehearsed, values are not: how a condition comes out is chosen, and what forms, scripts, decisions, mappings and called processes compute is left out.'
