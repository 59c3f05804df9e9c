/**
 * Grants: what a role or an API key allows, as plain words that `processes/roles.json` and API keys use.
 * A grant is an action, or an action on one thing: `process.start` starts any process, `process.start:application` only
 * that one. `*` is everything within the institution. What no grant allows is refused.
 */

/** Every action and what it allows; a grant outside this list is refused where it is read. */
export const ACTIONS = {
  deploy:
    'upload bundles and have them checked; `:<process key>` only of that process, `:svc-*` only of single services',
  activate: 'put definitions in force, withdraw and suspend them; narrowed in the same way',
  'process.read': 'read process definitions and deployments',
  'process.start': 'start a process; `:<process key>` only that one',
  'instance.read': 'read every process instance with its variables; `:<process key>` only of that process',
  operate: 'cancel and suspend instances, see and retry jobs and incidents',
  'task.work': 'see and work on tasks of one’s own groups',
  'task.manage': 'see every task, assign it, act on it for others',
  'message.send': 'send messages; `:<message name>` only that one',
  'signal.send': 'throw signals and have start conditions asked; `:<signal name>` only that signal',
  'external-task.work': 'fetch and complete external tasks; `:<topic>` only of that topic',
  'record.read': 'read records beyond what a register allows one’s roles; `:<register>` only there',
  'record.write': 'write records beyond what a register allows one’s roles; `:<register>` only there',
  'identity.manage': 'people, their roles, and API keys',
  'scale.read': 'see the figures that institutions of the state, of every sector and municipality have handed in',
  'scale.report':
    'make the figures of the own institution, and hand in those of any; `:<registration number>` only of that one',
  'audit.read': 'the history of every process instance, and who has read personal data',
} as const

export type Action = keyof typeof ACTIONS

/** Actions that may be narrowed to one thing with `:<thing>`. */
const NARROWABLE: ReadonlySet<string> = new Set<Action>([
  'deploy',
  'activate',
  'process.start',
  'instance.read',
  'message.send',
  'signal.send',
  'external-task.work',
  'record.read',
  'record.write',
  'scale.report',
])

/** @returns whether the text is a grant of this vocabulary: `*`, an action, or a narrowable action with a thing. */
export function isGrant(text: string): boolean {
  if (text === '*') return true
  const colon = text.indexOf(':')
  if (colon < 0) return Object.hasOwn(ACTIONS, text)
  return NARROWABLE.has(text.slice(0, colon)) && text.length > colon + 1
}

/** @returns whether the grants allow the action, on `thing` where one is named. */
export function allows(grants: ReadonlySet<string>, action: Action, thing?: string): boolean {
  return grants.has('*') || grants.has(action) || (thing !== undefined && grants.has(`${action}:${thing}`))
}

/** @returns whether they allow the action on at least one thing: enough to be told of the place, not of what is in it. */
export function allowsSome(grants: ReadonlySet<string>, action: Action): boolean {
  if (allows(grants, action)) return true
  for (const grant of grants) if (grant.startsWith(`${action}:`)) return true
  return false
}

/**
 * Actions that a role held for one service or holder only still gives: work whose extent the candidate groups or the
 * named thing already bound. Managing what belongs to the whole institution needs the role in the whole institution.
 */
const CARRIED_BY_SCOPED_ROLES: ReadonlySet<string> = new Set<Action>([
  'process.read',
  'process.start',
  'task.work',
  'message.send',
  'record.read',
  'record.write',
])

/** @returns whether a role that is held for one service or holder only gives this grant. */
export function isCarriedByScopedRole(grant: string): boolean {
  return CARRIED_BY_SCOPED_ROLES.has(grant.split(':', 1)[0] ?? '')
}
