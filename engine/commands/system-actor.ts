import type { Actor } from '../engine.ts'

/** Who does what nobody does: timers, jobs, deliveries. History shows nobody for it. */
export const SYSTEM = 'system'

export function systemActor(institutionId: string): Actor {
  return { id: SYSTEM, institutionId, groups: [], language: 'lv', mayManage: true }
}
