import type { Token } from '../model/instance-state.ts'
import type { FlowNode } from '../model/process-definition.ts'
import type { Run } from './run.ts'

/** What one kind of element does when a token comes. Leaving is the same for all: see `leave.ts`. */
export interface ElementBehaviour<N extends FlowNode> {
  /** A token came. Either it rests here (a `wait` is set), or it is scheduled to leave, or it is consumed. */
  readonly enter: (run: Run, token: Token, node: N) => void
  /** Activities: the work itself, done again after an incident without entering anew. */
  readonly work?: (run: Run, token: Token, node: N) => void
}
