import { countOf, differences } from '../counting.ts'
import type { Event, Snapshot } from '../house/snapshot.ts'
import type { Invariant } from './invariant.ts'

/** What happened, happened once: tasks, jobs, their records, timers, calls. */
export const once: Invariant = function* ({ now }) {
  const done = countOf(tell(now, 'task-completed', ({ data }) => String(data.taskId)))
  const closed = countOf(now.tasks.filter(({ state }) => state === 'completed').map(({ id }) => id))
  yield* differences(
    done,
    closed,
    (id, told, rows) => `Task "${id}" was completed ${told} times, but ${rows} rows say so.`,
  )

  const jobs = countOf(tell(now, 'job-completed', ({ data }) => String(data.jobId)))
  const external = new Set(
    tell(now, 'job-opened', ({ data }) => (data.topic === 'print' ? String(data.jobId) : 'ours')),
  )
  const written = countOf(now.records.map(({ data }) => String(JSON.parse(data).jobId)))
  const ours = new Map([...jobs].filter(([id]) => !external.has(id)))
  yield* more(jobs, 'was done')
  yield* differences(
    ours,
    written,
    (id, told, rows) => `Job "${id}" was done ${told} times, but wrote ${rows} records.`,
  )

  yield* more(countOf(tell(now, 'call-completed', ({ data }) => String(data.callId))), 'came back')
  const set = countOf(tell(now, 'timer-set', timerOf))
  for (const [timer, count] of countOf(tell(now, 'timer-fired', timerOf)))
    if (count > (set.get(timer) ?? 0))
      yield `Timer ${timer} was set ${set.get(timer) ?? 0} times, but fired ${count} times.`
}

function timerOf({ elementId, data }: Event): string {
  return `${elementId} due ${String(data.dueAt)}`
}

/** Lines of a type, each with the instance in front. */
function tell({ events }: Snapshot, type: string, what: (event: Event) => string): string[] {
  return events.filter((event) => event.type === type).map((event) => `${event.processInstanceId}.${what(event)}`)
}

function* more(counts: ReadonlyMap<string, number>, happened: string): Generator<string> {
  for (const [what, count] of counts) if (count > 1) yield `${what} ${happened} ${count} times.`
}
