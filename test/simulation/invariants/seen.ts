import type { Snapshot } from '../house/snapshot.ts'
import type { View } from '../house/view.ts'

/** Through the door everything is seen that is stored, each once, and nothing else. */
export function* seen(view: View, now: Snapshot): Generator<string> {
  const both = {
    'open tasks': [view.tasks, now.tasks.filter(({ state }) => state === 'open')],
    instances: [view.instances, [...now.instances.values()].map(({ row }) => row)],
    jobs: [view.jobs, now.jobs],
    'open incidents': [view.incidents, now.incidents.filter(({ closedAt }) => closedAt === null)],
  } as const
  for (const [what, [shown, stored]] of Object.entries(both)) {
    const [a, b] = [idsOf(shown), idsOf(stored)]
    if (a !== b) yield `Seen are the ${what} ${a}, but stored are ${b}.`
  }
}

function idsOf(rows: readonly { readonly id: string }[]): string {
  return rows
    .map(({ id }) => id)
    .sort()
    .join(' ')
}
