import type { PendingCommandRow } from '../../../engine/store/tables/pending-command.ts'
import { countOf, differences } from '../counting.ts'
import type { Invariant } from './invariant.ts'

/** A call under way is in one place: to be started, running, or on its way back. Who runs for nobody has been told to end. */
export const family: Invariant = function* ({ now }) {
  const all = [...now.instances.values()]
  const waited = countOf(
    all.flatMap(({ row, tokens }) =>
      tokens.flatMap(({ wait }) => (wait.for === 'call' ? [`${row.id} ${wait.callId}`] : [])),
    ),
  )
  const running = all.filter(({ row }) => row.parentInstanceId !== null && row.endedAt === null)
  const isOrphan = (call: string): boolean => !waited.has(call)
  const places = countOf([
    ...now.pending.flatMap(callOf),
    ...running.map(({ row }) => `${row.parentInstanceId} ${row.parentCallId}`),
  ])
  for (const [call, count] of waited)
    if (places.get(call) !== count) yield `Call ${call} is waited for, but it is in ${places.get(call) ?? 0} places.`

  const told = new Set(
    now.pending.flatMap(({ kind, processInstanceId }) => (kind === 'cancel-called' ? [processInstanceId] : [])),
  )
  for (const { row } of running)
    if (isOrphan(`${row.parentInstanceId} ${row.parentCallId}`) && !told.has(row.id))
      yield `"${row.id}" was called by "${row.parentInstanceId}", which does not wait for it, and nobody has told it to end.`

  const calls = countOf(
    all.flatMap(({ row }) => (row.parentInstanceId === null ? [] : [`${row.parentInstanceId} ${row.parentCallId}`])),
  )
  yield* differences(calls, countOf(calls.keys()), (call, count) => `Call ${call} was started ${count} times.`)
  for (const { row } of all) {
    const parent = row.parentInstanceId === null ? null : now.instances.get(row.parentInstanceId)?.row
    const root = parent === null ? row.id : parent?.rootInstanceId
    if (root !== row.rootInstanceId)
      yield `"${row.id}" says that its root is "${row.rootInstanceId}", but it is "${root}".`
  }
}

/** The call that a pending command is about. */
function callOf({ kind, processInstanceId, data }: PendingCommandRow): string[] {
  const told = JSON.parse(data) as { parentInstanceId?: string; callId?: string }
  if (kind === 'start-called') return [`${told.parentInstanceId} ${told.callId}`]
  return kind === 'call-completed' || kind === 'call-failed' || kind === 'call-error'
    ? [`${processInstanceId} ${told.callId}`]
    : []
}
