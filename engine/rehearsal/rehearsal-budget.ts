/** How far a rehearsal goes before it says that it has not seen everything. */
export interface RehearsalBudget {
  /** Paths listed and compared. Default 200. */
  readonly paths: number
  /** Things that happen on one path, one after the other. Default 100. */
  readonly stepsPerPath: number
  /** For all of it. Default 30,000. */
  readonly milliseconds: number
}

export const DEFAULT_REHEARSAL_BUDGET: RehearsalBudget = { paths: 200, stepsPerPath: 100, milliseconds: 30_000 }

/** Bounds of the thread that a rehearsal runs in, and of what is kept while it runs. */
export interface RehearsalLimits {
  /** Milliseconds that bpmn-engine may take for one path. Default 2,000. */
  readonly replayTimeoutMs: number
  /** Milliseconds that a new thread may take until it can begin. Default 30,000. */
  readonly startTimeoutMs: number
  /** Mebibytes of old-generation heap of the thread. Default 192. */
  readonly maxHeapMb: number
  /** Threads that bpmn-engine may use up before it is left out. Default 3. */
  readonly failures: number
  /** Different states of the instance that are kept. Default 5,000. */
  readonly states: number
}

export const DEFAULT_REHEARSAL_LIMITS: RehearsalLimits = {
  replayTimeoutMs: 2_000,
  startTimeoutMs: 30_000,
  maxHeapMb: 192,
  failures: 3,
  states: 5_000,
}
