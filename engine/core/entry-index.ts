/**
 * Entries of a draft by what they belong to: tokens by scope, scopes by the scope around them, triggers by scope and by
 * token. A run that looks at few entries needs none of this; one with a thousand runs of a multi-instance would look at
 * a million without it.
 */
import type { ArmedTrigger, Scope, Token } from '../model/instance-state.ts'

/** What a run changes. */
export interface Draft {
  scopes: Record<string, Scope>
  tokens: Record<string, Token>
  triggers: Record<string, ArmedTrigger>
}

/** Ids by owner, each group in the order in which they came. */
class Groups {
  private readonly groups = new Map<string, Set<string>>()

  of(owner: string): ReadonlySet<string> {
    return this.groups.get(owner) ?? NOTHING
  }
  /** An entry was put (no owner before), replaced, or removed (no owner after). */
  move(id: string, from: string | null | undefined, to: string | null | undefined): void {
    if (from === to) return
    if (from !== null && from !== undefined) this.groups.get(from)?.delete(id)
    if (to === null || to === undefined) return
    const group = this.groups.get(to)
    if (group) group.add(id)
    else this.groups.set(to, new Set([id]))
  }
}

const NOTHING: ReadonlySet<string> = new Set()

/** Made of a draft as it stands; tell it of every change after that. */
export class EntryIndex {
  readonly tokensByScope = new Groups()
  readonly scopesByParent = new Groups()
  readonly triggersByScope = new Groups()
  readonly triggersByToken = new Groups()

  constructor({ tokens, scopes, triggers }: Draft) {
    for (const token of Object.values(tokens)) this.tokenChanged(token.id, undefined, token)
    for (const scope of Object.values(scopes)) this.scopeChanged(scope.id, undefined, scope)
    for (const trigger of Object.values(triggers)) this.triggerChanged(trigger.id, undefined, trigger)
  }

  tokenChanged(id: string, before: Token | undefined, after: Token | undefined): void {
    this.tokensByScope.move(id, before?.scope, after?.scope)
  }
  scopeChanged(id: string, before: Scope | undefined, after: Scope | undefined): void {
    this.scopesByParent.move(id, before?.parent, after?.parent)
  }
  triggerChanged(id: string, before: ArmedTrigger | undefined, after: ArmedTrigger | undefined): void {
    this.triggersByScope.move(id, before?.scope, after?.scope)
    this.triggersByToken.move(id, before?.token, after?.token)
  }
}
