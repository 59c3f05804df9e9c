import type { Wait } from '../../../engine/model/instance-state.ts'
import { countOf, differences } from '../counting.ts'
import type { Instance } from '../house/snapshot.ts'
import type { Invariant } from './invariant.ts'

/** Rows and states say the same: what an instance waits for has its row, and no row is there that no instance waits for. */
export const waiting: Invariant = function* ({ now }) {
  for (const instance of now.instances.values()) yield* ofState(instance)

  const isSuspended = (id: string): number => (now.instances.get(id)?.row.status === 'suspended' ? 1 : 0)
  const wanted = countOf([...now.instances.values()].flatMap((instance) => rowsOf(instance)))
  const rows = countOf([
    ...now.tasks.filter(({ state }) => state === 'open').map(({ id, elementId }) => `task ${id} at ${elementId}`),
    ...now.jobs.map(({ id, state, suspended }) => `job ${id} ${state} suspended ${suspended}`),
    ...now.timers.map(({ id, dueAt, suspended }) => `timer ${id} due ${dueAt} suspended ${suspended}`),
    ...now.subscriptions.map(
      ({ id, name, correlationKey, suspended }) =>
        `subscription ${id} to ${name} ${correlationKey} suspended ${suspended}`,
    ),
    ...now.incidents.filter(({ closedAt }) => closedAt === null).map(({ id }) => `incident ${id}`),
  ])
  yield* differences(wanted, rows, (what, states, there) => `${what}: ${states} in the states, but ${there} rows.`)

  function rowsOf({ row, state, tokens }: Instance): string[] {
    if (state.status !== 'active') return []
    const idOf = (short: string): string => `${row.id}.${short}`
    const suspended = `suspended ${isSuspended(row.id)}`
    const ofWait = (wait: Wait, elementId: string): string[] => {
      switch (wait.for) {
        case 'task':
          return [`task ${idOf(wait.taskId)} at ${elementId}`]
        case 'job':
          return [`job ${idOf(wait.jobId)} open ${suspended}`]
        case 'incident':
          return [
            `incident ${idOf(wait.incidentId)}`,
            ...(wait.jobId === null ? [] : [`job ${idOf(wait.jobId)} failed ${suspended}`]),
          ]
        default:
          return []
      }
    }
    return [
      ...tokens.flatMap(({ wait, elementId }) => ofWait(wait, elementId)),
      ...Object.values(state.triggers).flatMap(({ id, on }) => {
        // A condition is asked by the core alone and has no row.
        if (on.type === 'condition') return []
        if (on.type === 'timer') return [`timer ${idOf(id)} due ${on.dueAt} ${suspended}`]
        return [
          `subscription ${idOf(id)} to ${on.name} ${on.type === 'message' ? on.correlationKey : null} ${suspended}`,
        ]
      }),
    ]
  }
}

function* ofState({ row, state }: Instance): Generator<string> {
  const status = row.status === 'suspended' ? 'active' : row.status
  if (state.status !== status) yield `"${row.id}" is ${row.status}, but its state says ${state.status}.`
  if ((row.endedAt === null) !== (state.status === 'active'))
    yield `"${row.id}" is ${state.status}, but its end is ${row.endedAt ?? 'not told'}.`
  const held = Object.keys({ ...state.tokens, ...state.triggers, ...state.scopes }).length
  if (state.status === 'active' && Object.keys(state.tokens).length === 0)
    yield `"${row.id}" is active, but waits for nothing.`
  if (state.status !== 'active' && held > 0) yield `"${row.id}" is ${state.status}, but still holds something.`
}
