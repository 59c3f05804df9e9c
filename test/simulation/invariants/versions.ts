import type { Invariant } from './invariant.ts'

/** An instance changes by steps only: its version goes up with its state and its history, and never goes back; what has ended stays as it is. */
export const versions: Invariant = function* ({ before, now }) {
  for (const [id, { row }] of before?.instances ?? []) {
    const after = now.instances.get(id)?.row
    if (!after) {
      yield `"${id}" was there, and is gone.`
      continue
    }
    if (after.version < row.version) yield `"${id}" had version ${row.version}, but has ${after.version}.`
    if (after.version === row.version && JSON.stringify(after) !== JSON.stringify(row))
      yield `"${id}" has changed without a step: it still has version ${row.version}.`
    if (after.version - row.version > after.historyCount - row.historyCount)
      yield `"${id}" made ${after.version - row.version} steps, but only ${after.historyCount - row.historyCount} lines of history.`
    if (row.endedAt !== null && (after.state !== row.state || after.status !== row.status))
      yield `"${id}" was ${row.status}, and has changed since.`
  }
}
