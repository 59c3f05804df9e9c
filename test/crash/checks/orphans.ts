import type { InstanceState, Wait } from '../../../engine/model/instance-state.ts'
import { type Check, type InstanceFacts, countOf, differences } from './facts.ts'

/** Rows and states say the same: what an instance waits for has its row, and no row is there that no instance waits for. */
export const orphans: Check = function* ({ instances, snapshot }) {
  const all = [...instances.values()]
  for (const instance of all) yield* ofState(instance)

  const waiting = countOf(all.flatMap(expectedRows))
  const rows = countOf([
    ...snapshot.tasks.filter(({ state }) => state === 'open').map(({ id }) => `task ${id}`),
    ...snapshot.jobs.map(({ id }) => `job ${id}`),
    ...snapshot.timers.map(({ id, dueAt }) => `timer ${id} due ${dueAt}`),
    ...snapshot.subscriptions.map(({ id, name, correlationKey }) => `subscription ${id} to ${name} ${correlationKey}`),
    ...snapshot.incidents.filter(({ closedAt }) => closedAt === null).map(({ id }) => `incident ${id}`),
  ])
  yield* differences(waiting, rows, (what, wanted, there) => `${what}: ${wanted} in the states, but ${there} rows.`)
}

function* ofState({ row, state }: InstanceFacts): Generator<string> {
  if (state === null) {
    yield `The state of "${row.id}" cannot be read.`
    return
  }
  const status: InstanceState['status'] | 'suspended' = row.status === 'suspended' ? 'active' : row.status
  if (state.status !== status) yield `"${row.id}" is ${row.status}, but its state says ${state.status}.`
  if ((row.endedAt === null) !== (state.status === 'active'))
    yield `"${row.id}" is ${state.status}, but its end is ${row.endedAt ?? 'not told'}.`
  if (state.status === 'active' && Object.keys(state.tokens).length === 0)
    yield `"${row.id}" is active, but waits for nothing.`
}

/** The rows that an instance's state calls for. */
function expectedRows({ row, state, tokens, triggers }: InstanceFacts): string[] {
  if (state?.status !== 'active') return []
  const idOf = (short: string): string => `${row.id}.${short}`
  const ofWait = (wait: Wait): string[] => {
    switch (wait.for) {
      case 'task':
        return [`task ${idOf(wait.taskId)}`]
      case 'job':
        return [`job ${idOf(wait.jobId)}`]
      case 'incident':
        return [`incident ${idOf(wait.incidentId)}`, ...(wait.jobId === null ? [] : [`job ${idOf(wait.jobId)}`])]
      default:
        return []
    }
  }
  return [
    ...tokens.flatMap(({ wait }) => ofWait(wait)),
    ...triggers.flatMap(({ id, on }) => {
      // A condition is asked by the core alone and has no row.
      if (on.type === 'condition') return []
      if (on.type === 'timer') return [`timer ${idOf(id)} due ${on.dueAt}`]
      return [`subscription ${idOf(id)} to ${on.name} ${on.type === 'message' ? on.correlationKey : null}`]
    }),
  ]
}
