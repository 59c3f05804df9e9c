/** A task that was escalated ends: whoever was to decide about it has nothing left to decide. */
import type { EndedTask, TaskEventOutcome } from '../../engine/ports.ts'

/** In the conversation that `raiseEscalation` began; where that is over already nobody needs to hear. */
export function withdrawEscalation({
  id,
  processInstanceId,
  elementId,
}: EndedTask): NonNullable<TaskEventOutcome['messages']> {
  const payload = { sourceInstance: processInstanceId, sourceTask: elementId, taskId: id }
  return [{ name: 'escalation.withdrawn', correlationKey: `${processInstanceId}+${elementId}`, payload }]
}
