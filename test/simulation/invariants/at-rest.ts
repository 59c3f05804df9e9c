import type { Instant } from '../../../engine/model/json.ts'
import type { Snapshot } from '../house/snapshot.ts'

/** When everything due was done: nothing that is due is left, but what a halted instance or a person holds up. */
export function* atRest(now: Snapshot, instant: Instant): Generator<string> {
  const isHalted = (id: string): boolean => now.instances.get(id)?.row.status === 'suspended'
  for (const { id, nextTryAt, suspended } of now.timers)
    if (nextTryAt <= instant && suspended === 0) yield `Timer "${id}" was due at ${nextTryAt}, but is still there.`
  for (const { id, state, type, suspended } of now.jobs)
    if (state === 'open' && type === 'handler' && suspended === 0) yield `Job "${id}" is still open.`
  for (const { id, kind, processInstanceId, attempts } of now.pending)
    if (!isHalted(processInstanceId)) yield `Pending command "${id}" (${kind}, tried ${attempts} times) is still there.`
  for (const { id, state, expiresAt, reason } of now.messages)
    if (state === 'buffered' && expiresAt <= instant)
      yield `Message "${id}" expired at ${expiresAt}, but waits: ${reason}`
  for (const { processKey, nextTryAt } of now.startTimers)
    if (nextTryAt <= instant) yield `The start timer of "${processKey}" was due at ${nextTryAt}.`
}
