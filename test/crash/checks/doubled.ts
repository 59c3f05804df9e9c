import { type Check, type Event, type Facts, countOf } from './facts.ts'

/** What happened, happened once: tasks, jobs, timers, calls, records, starts by one key. */
export const doubled: Check = function* (facts) {
  yield* more(
    eventsOf(facts, 'task-completed', ({ data }) => `task ${String(data.taskId)}`),
    'was completed',
  )
  yield* more(
    eventsOf(facts, 'job-completed', ({ data }) => `job ${String(data.jobId)}`),
    'was completed',
  )
  yield* more(
    eventsOf(facts, 'call-completed', ({ data }) => `call ${String(data.callId)}`),
    'came back',
  )
  // No timer of the workload is a cycle.
  yield* more(
    eventsOf(facts, 'timer-fired', ({ elementId }) => `timer ${elementId}`),
    'fired',
  )
  const { instances, records } = facts.snapshot
  yield* more(
    instances
      .filter((row) => row.parentInstanceId !== null)
      .map((row) => `${row.parentInstanceId} call ${row.parentCallId}`),
    'was started',
  )
  yield* more(
    instances
      .filter((row) => row.parentInstanceId === null && row.startedBy !== null)
      .map((row) => `case ${row.businessKey}`),
    'was started',
  )
  yield* more(
    records.map(({ data }) => `job ${String(JSON.parse(data).jobId)}`),
    'wrote its record',
  )
  yield* more(acknowledgedTasks(facts), 'was acknowledged to different people')
}

function* more(texts: Iterable<string>, happened: string): Generator<string> {
  for (const [what, count] of countOf(texts)) if (count > 1) yield `${what} ${happened} ${count} times.`
}

function eventsOf({ events }: Facts, type: string, what: (event: Event) => string): string[] {
  return (events.get(type) ?? []).map((event) => `${event.processInstanceId} ${what(event)}`)
}

function acknowledgedTasks({ told }: Facts): string[] {
  return told
    .filter(({ command, answers }) => command === 'completeTask' && answers.length > 0)
    .map(({ input }) => `task ${String(input.taskId)}`)
}
