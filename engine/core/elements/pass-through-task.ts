import type { ManualTask, PlainTask } from '../../model/process-definition.ts'
import { activity } from '../activity.ts'

/**
 * Manual tasks and tasks of no stated kind: done outside, nothing to wait for (BPMN 2.0.2 §13.3.3: upon activation a
 * manual task is distributed and never managed by the engine; an abstract task completes).
 */
export const passThroughTask = activity<ManualTask | PlainTask>((run, token) =>
  run.schedule({ do: 'leave', tokenId: token.id, payload: null }),
)
