import type { Check } from './facts.ts'
import { ORDER } from '../workload/processes.ts'

/** When everybody has gone home: every case has ended as it should, and nothing is left on the way. */
export const ended: Check = function* ({ snapshot, instances }) {
  for (const { row, tokens } of instances.values()) {
    if (row.status === 'completed') continue
    const waits = tokens.map(({ elementId, wait }) => `at "${elementId}" for ${wait.for}`)
    yield `"${row.id}" (${row.processKey}) is ${row.status} and waits ${waits.join(', ')}.`
  }
  for (const { id, kind, attempts } of snapshot.pending)
    yield `Pending command "${id}" (${kind}, tried ${attempts} times) is still there.`
  for (const { id, name, reason } of snapshot.messages.filter(({ state }) => state === 'buffered'))
    yield `Message "${id}" (${name}) still waits: ${reason}`
  if (!snapshot.instances.some(({ processKey }) => processKey === ORDER)) yield 'No case was ever begun.'
}
