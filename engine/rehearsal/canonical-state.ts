/** A state without what differs between two ways to the same place: ids, times, values. */
import type { InstanceState } from '../model/instance-state.ts'

/** Members that say when, which one, or with what value, but not where. */
const LEFT_OUT = new Set([
  'id',
  'parent',
  'token',
  'scope',
  'since',
  'setAt',
  'dueAt',
  'repeat',
  'variables',
  'locals',
  'items',
  'outputs',
  'correlations',
  'dataStates',
  'payload',
  'message',
])
const OWN_ID = /^[a-z]\d+$/

/** Equal for two states that go on in the same way. */
export function canonicalState(state: InstanceState): string {
  const scopes = Object.values(state.scopes)
  const tokens = Object.values(state.tokens)
  const triggers = Object.values(state.triggers)

  /** How deep a file may nest its sub-processes bounds this recursion. */
  const describeScope = (scopeId: string): string => {
    const inside = [
      ...tokens
        .filter((token) => token.scope === scopeId)
        .map((token) => {
          const listens = triggers.filter((trigger) => trigger.token === token.id).map(plain)
          const runs = scopes.filter((scope) => scope.token === token.id).map((scope) => describeScope(scope.id))
          // By which flow it came matters only where others are waited for.
          const place = token.wait.for === 'join' ? token : { ...token, via: null }
          return plain(place) + list([...listens, ...runs])
        }),
      ...triggers.filter((trigger) => trigger.scope === scopeId && trigger.token === null).map(plain),
      ...scopes
        .filter((scope) => scope.parent === scopeId && scope.token === null)
        .map((scope) => describeScope(scope.id)),
    ]
    const scope = state.scopes[scopeId]
    return (scope ? plain(scope) : '') + list(inside)
  }
  const roots = scopes.filter((scope) => scope.parent === null).map((scope) => describeScope(scope.id))
  return state.status + (state.endState ?? '') + list(roots)
}

function list(parts: readonly string[]): string {
  return `(${parts.toSorted().join(',')})`
}

function plain(part: object): string {
  return JSON.stringify(part, (name, value: unknown) =>
    name === 'compensable' && Array.isArray(value)
      ? whatCanBeUndone(value)
      : LEFT_OUT.has(name)
        ? undefined
        : typeof value === 'string' && OWN_ID.test(value) && name !== 'elementId'
          ? '#'
          : value,
  )
}

/** How often an activity was done makes a list longer with every round of a loop, and leads nowhere new. */
function whatCanBeUndone(compensable: readonly unknown[]): string[] {
  const ids = compensable.map((entry) =>
    entry !== null && typeof entry === 'object' && 'elementId' in entry ? String(entry.elementId) : '',
  )
  return [...new Set(ids)].toSorted()
}
