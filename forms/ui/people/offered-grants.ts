/** What a key can be allowed: what its maker may do themselves, as whole actions and as actions on one thing. */
import { ACTIONS, allows, type Action } from '../../../api/policies/grants.ts'
import type { PageCall } from '../shared/page.ts'

/** Actions whose things are known and can be ticked. */
export const LISTED = ['process.start', 'instance.read', 'message.send', 'record.read', 'record.write'] as const
export type ListedAction = (typeof LISTED)[number]

/** Actions whose things no list here has: their names are typed. */
export const TYPED = { topics: 'external-task.work', signals: 'signal.send', institutions: 'scale.report' } as const

export interface OfferedGrants {
  readonly whole: readonly string[]
  /** Per action, grants on one thing. */
  readonly listed: Readonly<Record<ListedAction, readonly string[]>>
}

export async function offeredGrants({ ports, institutionId, caller }: PageCall): Promise<OfferedGrants> {
  const [definitions, messages] = await Promise.all([
    ports.engine.listDefinitions({ institutionId, activeOnly: true, limit: 200 }),
    ports.engine.listMessageContracts({ institutionId }),
  ])
  const processes = [...new Set(definitions.items.map(({ processKey }) => processKey))].toSorted()
  const things: Readonly<Record<ListedAction, readonly string[]>> = {
    'process.start': processes,
    'instance.read': processes,
    // What our own processes say to each other cannot be said from outside.
    'message.send': messages.flatMap(({ name, external }) => (external ? name : [])),
    'record.read': ports.data.registers.map(({ register }) => register),
    'record.write': ports.data.registers.map(({ register }) => register),
  }
  const own = (action: Action, thing?: string): boolean => allows(caller.grants, action, thing)
  const on = (action: ListedAction): readonly string[] =>
    things[action].flatMap((thing) => (own(action, thing) ? `${action}:${thing}` : []))
  return {
    whole: (Object.keys(ACTIONS) as Action[]).filter((action) => own(action)),
    listed: {
      'process.start': on('process.start'),
      'instance.read': on('instance.read'),
      'message.send': on('message.send'),
      'record.read': on('record.read'),
      'record.write': on('record.write'),
    },
  }
}
