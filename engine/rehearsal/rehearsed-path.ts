/** What a rehearsal walks: choices, and what they led to. Plain JSON: it crosses from thread to thread. */

/** What happens next at a waiting point. */
export type Choice =
  /**
   * `elementId` null: the plain start event, or where the process begins without one. `part`: which definition of a
   * multiple event came; absent for the first.
   */
  | { readonly kind: 'start'; readonly elementId: string | null; readonly part?: number }
  | { readonly kind: 'complete-task' | 'complete-job' | 'complete-call' | 'fire'; readonly elementId: string }
  /** A person begins an activity of an ad-hoc sub-process. */
  | { readonly kind: 'begin'; readonly elementId: string }
  /** The work at the element fails with a BPMN error that the diagram catches. */
  | { readonly kind: 'throw-error'; readonly elementId: string; readonly errorCode: string }

/** How a condition came out. It is chosen, not computed: a rehearsal has no data. */
export interface ChosenCondition {
  /** The sequence flow, or the element whose condition it is. */
  readonly elementId: string
  readonly holds: boolean
}

/** What waits; an element with several open at once is listed as often. Sorted. */
export interface OpenWork {
  /** Tasks of people, jobs and calls. */
  readonly work: readonly string[]
  /** Events that the instance listens for: timers, messages, signals. */
  readonly events: readonly string[]
}

export interface RehearsedStep {
  readonly choice: Choice
  /** In the order in which they were asked. */
  readonly conditions: readonly ChosenCondition[]
  /** Elements entered, in order. */
  readonly elements: readonly string[]
  readonly open: OpenWork
  /** Two tokens are in one activity at once. */
  readonly crowded: boolean
}

export type PathEnd =
  | {
      readonly kind: 'ended'
      readonly status: 'completed' | 'terminated' | 'cancelled' | 'errored'
      readonly endState: string | null
    }
  /** A technical failure that would wait for a person. */
  | { readonly kind: 'incident'; readonly elementId: string; readonly message: string }
  /** Tokens wait, and nothing can come that would move them. */
  | { readonly kind: 'stuck'; readonly elementIds: readonly string[] }
  /** It came to where another path has been, and goes on as that one does. */
  | { readonly kind: 'joins-another' }
  /** The budget was used up. */
  | { readonly kind: 'cut-short' }

export interface RehearsedPath {
  readonly steps: readonly RehearsedStep[]
  readonly end: PathEnd
}
