import type { Snapshot } from '../house/snapshot.ts'
import { type Entry, isRemembered } from '../journal.ts'
import type { Invariant } from './invariant.ts'

/**
 * What was acknowledged is stored, with its answer; what was refused left nothing. What nobody knows the outcome of is
 * either there with its answer or not there at all.
 */
export const acknowledged: Invariant = function* ({ now, journal, instant }) {
  const kept = new Map(now.answers.map(({ key, answer }) => [key, answer]))
  for (const entry of journal.entries) {
    const { key, refusals, faults } = entry
    for (const fault of faults) yield `"${key}" met a fault: ${fault}`
    const given = new Set(entry.answers.filter((answer) => answer !== '[]'))
    if (given.size > 1) yield `"${key}" was answered differently: ${[...given].join(' and ')}.`
    const stored = kept.get(key)
    for (const answer of given) {
      if (stored === undefined) {
        if (isRemembered(entry, instant)) yield `"${key}" was acknowledged, but its answer is not kept.`
      } else if (inner(entry, stored) !== answer)
        yield `"${key}" was acknowledged with ${answer}, but ${stored} is kept.`
    }
    if (given.size === 0 && refusals.length > 0 && !entry.isUnknown && stored !== undefined)
      yield `"${key}" was refused (${refusals.join(', ')}), but there is an answer to it.`
    if (stored !== undefined) yield* effect(entry, inner(entry, stored), now)
  }
  // What was forgotten by now was looked at before.
  if (journal.entries.every((entry) => isRemembered(entry, instant))) yield* unheard(now, journal.entries, kept)
}

/** What the caller gets of a kept answer. */
function inner({ command }: Entry, stored: string): string {
  return command === 'fetchAndLock' ? JSON.stringify(JSON.parse(stored).tasks) : stored
}

/** What a command that was done has left. */
function* effect({ key, command, input }: Entry, stored: string, now: Snapshot): Generator<string> {
  switch (command) {
    case 'startProcessInstance': {
      const { id } = JSON.parse(stored) as { id: string }
      if (!now.instances.has(id)) yield `"${key}" was done, but instance "${id}" is not there.`
      break
    }
    case 'completeTask': {
      const task = now.tasks.find(({ id }) => id === input.taskId)
      if (task?.state !== 'completed') yield `"${key}" was done, but the task is ${task?.state ?? 'not there'}.`
      break
    }
    case 'cancelProcessInstance': {
      const row = now.instances.get(String(input.processInstanceId))?.row
      if (row?.status !== 'cancelled') yield `"${key}" was done, but the instance is ${row?.status ?? 'not there'}.`
      break
    }
    case 'publishMessage': {
      const { message } = JSON.parse(stored) as { message: { id: string; state: string } }
      const row = now.messages.find(({ id }) => id === message.id)
      if (!row) yield `"${key}" was done, but its message is not there.`
      else if (message.state === 'delivered' && row.state !== 'delivered')
        yield `"${key}" was done and delivered, but its message is ${row.state}.`
      break
    }
    case 'completeExternalTask':
      if (now.jobs.some(({ id }) => id === input.jobId)) yield `"${key}" was done, but its job is still there.`
      break
    default:
  }
}

/** Nothing happened that nobody told: who completed a task or started a case has an answer to it. */
function* unheard(now: Snapshot, entries: readonly Entry[], kept: ReadonlyMap<string, string>): Generator<string> {
  const done = entries.filter(({ key }) => kept.has(key))
  const completed = new Set(done.map(({ command, input }) => (command === 'completeTask' ? input.taskId : null)))
  for (const { id, state } of now.tasks)
    if (state === 'completed' && !completed.has(id)) yield `Task "${id}" is completed, but nobody was told so.`
  const started = new Set(
    done.map(({ command, key }) =>
      command === 'startProcessInstance' ? (JSON.parse(kept.get(key) ?? '{}') as { id: string }).id : null,
    ),
  )
  for (const { row } of now.instances.values())
    if (row.parentInstanceId === null && row.processKey.startsWith('random') && !started.has(row.id))
      yield `"${row.id}" was started, but nobody was told so.`
}
