import type { Facts } from '../../crash/checks/facts.ts'
import type { BookCheck } from './books.ts'

/** States of an application in which nothing is left to do. */
const OVER = new Set(['closed', 'rejected', 'forwarded', 'no_reply', 'duplicate', 'withdrawn'])

/** Every application is closed, or its case still waits for something that has a name. */
export const applications: BookCheck = function* ({ facts, records, world }) {
  const found = new Map(records.get('application')?.map((record) => [record.id, record]))
  const awaited = awaitedBy(facts)
  for (const id of world.intents.keys()) {
    const record = found.get(id)
    const instance = facts.instances.get(id)
    if (!record || !instance) {
      yield `Application "${id}" was taken in, but its record or its case is not there.`
      continue
    }
    const isOver = OVER.has(record.status ?? '')
    if (isOver !== (instance.row.endedAt !== null))
      yield `Application ${record.number} is ${record.status}, but its case is ${instance.row.status}.`
    if (!isOver && !awaited.has(id)) yield `Application ${record.number} is ${record.status}, and nobody knows why.`
  }
}

/** Cases of which, or of what came of which, somebody has a task; or which wait for a time or an answer themselves. */
function awaitedBy({ snapshot }: Facts): ReadonlySet<string> {
  return new Set([
    ...snapshot.tasks.filter(({ state }) => state === 'open').map(({ rootInstanceId }) => rootInstanceId),
    ...[...snapshot.timers, ...snapshot.subscriptions].map(({ processInstanceId }) => processInstanceId),
  ])
}
