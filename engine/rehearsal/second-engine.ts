/** The port to an engine that is not ours and that rehearses the same paths. */
import type { ChosenCondition, Choice, OpenWork } from './rehearsed-path.ts'

/** One step as the second engine is told of it. */
export interface ReplayStep {
  readonly choice: Choice
  /** How each condition comes out in this step, look by look. */
  readonly conditions: readonly ChosenCondition[]
}

/** What the second engine opened after each step that it could take; `failure` says why it went no further. */
export interface Replay {
  readonly opened: readonly OpenWork[]
  readonly failure: string | null
}

export interface SecondEngine {
  /** Plays one path from its start. @throws Error when the engine does not come back: it hung, or used up its memory */
  replay(steps: readonly ReplayStep[]): Promise<Replay>
}
