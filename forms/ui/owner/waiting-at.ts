import type { FlowNodeKind } from '../../../engine/model/process-definition.ts'
import type { WaitingCount } from '../../../engine/model/views.ts'

/** Kinds at which a case stands still until something comes; elsewhere timers and messages only watch over other work. */
const WAITING: ReadonlySet<FlowNodeKind> = new Set(['intermediate-catch-event', 'receive-task'])

/** @returns how many times cases stand at the element: work for people, automatic work, and waiting for an event */
export function waitingAt(count: WaitingCount, kind: FlowNodeKind): number {
  const { tasks, jobs, timers, subscriptions } = count
  return tasks + jobs + (WAITING.has(kind) ? Math.max(timers, subscriptions) : 0)
}
