import type { Actor } from '../engine.ts'

/** Who does what nobody does: timers, jobs, deliveries. History shows nobody for it. */
export const SYSTEM = 'system'

/** The system acting for an institution; it may manage, as it only does what is due. */
export function systemActor(institutionId: string): Actor {
  return { id: SYSTEM, institutionId, groups: [], language: 'lv', mayManage: true }
}
