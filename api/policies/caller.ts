/** Who is calling, as policies see them: a person with a session, or a system with an API key. */
import type { Actor } from '../../engine/engine.ts'
import { allows } from './grants.ts'

export interface Caller {
  readonly kind: 'person' | 'api-key'
  /** A person's login name, or `api-key:<id>`: what history and tasks call them. */
  readonly id: string
  readonly name: string
  readonly institutionId: string
  /** Role keys held now, wherever they are held; an API key has none. */
  readonly roles: readonly string[]
  /** Candidate groups: `SM` with `SM@*` held everywhere, `SM` with `SM@S-014` held for one service. */
  readonly groups: readonly string[]
  readonly grants: ReadonlySet<string>
  /** The person's own choice; null where none was made. */
  readonly language: 'lv' | 'en' | null
  /** People who are away and whose work the caller does now: on whose behalf they may see and do tasks. */
  readonly substitutes: readonly {
    readonly login: string
    readonly name: string
    /** Of the roles that the absence is about. */
    readonly groups: readonly string[]
    /** All of their work: also tasks that are assigned to them. */
    readonly isWhole: boolean
  }[]
}

/** The caller as the engine knows them, for history and for the checks inside commands. */
export function actorOf(caller: Caller, language: 'lv' | 'en'): Actor {
  return {
    id: caller.id,
    institutionId: caller.institutionId,
    groups: caller.groups,
    language,
    mayManage: allows(caller.grants, 'task.manage'),
  }
}
