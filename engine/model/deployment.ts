/** Deployments: bundles of files that belong together, their owners, and the definitions they give. */
import type { Problem } from './errors.ts'
import type { Instant, Json } from './json.ts'

/**
 * Whose edition a definition is. The empty text means "none": `{ '', '' }` is the typical edition, `{ 'inst', '' }`
 * an institution's, `{ 'inst', 'holder' }` that of a holder for whom the institution provides services.
 * Never null, so that one unique index holds on every database.
 */
export interface Owner {
  readonly institutionId: string
  readonly holderId: string
}

/** The owner of the typical edition, which holds wherever nobody has one of their own. */
export const TYPICAL: Owner = { institutionId: '', holderId: '' }

/** What a file of a bundle is. */
export type ResourceKind = 'bpmn' | 'form' | 'decision' | 'messages'

/** One file of a bundle. Kind is told by its name: `.bpmn`, `.form.json`, `.dmn`, `messages.json`. */
export interface ResourceFile {
  readonly name: string
  readonly content: string
}

/** A bundle as it was deployed, without the files' content. */
export interface DeploymentView {
  readonly id: string
  readonly name: string
  readonly owner: Owner
  readonly deployedAt: Instant
  readonly deployedBy: string | null
  readonly resources: readonly { readonly name: string; readonly kind: ResourceKind; readonly checksum: string }[]
}

/** One deployed version of a process, without its diagram. */
export interface DefinitionView {
  readonly id: string
  readonly processKey: string
  readonly version: number
  readonly versionTag: string | null
  readonly name: string
  readonly owner: Owner
  readonly deploymentId: string
  readonly resourceName: string
  readonly deployedAt: Instant
  /** In force for its owner: new cases start on it. */
  readonly active: boolean
  /** Suspended: no new cases, though it stays chosen. */
  readonly suspended: boolean
}

/** The version of a process that new cases start on, and whose choice that is. */
export interface InForceView {
  readonly definition: DefinitionView
  /** Whoever put it in force: a typical one counts as adopted where this is the institution. */
  readonly chosenBy: Owner
  readonly since: Instant
}

/** What an owner decided about a version, when, by whom and why. */
export interface DefinitionChangeView {
  readonly id: string
  readonly definitionId: string
  /** For whom it was decided. */
  readonly owner: Owner
  readonly action: 'deployed' | 'activated' | 'deactivated' | 'suspended' | 'resumed'
  readonly note: string | null
  readonly at: Instant
  readonly by: string | null
}

/** What came of a deployment. */
export interface DeploymentResult {
  /** Null when every file is already deployed: the same files are no new version. */
  readonly deployment: DeploymentView | null
  /** The definitions that the files stand for: new ones, or those that were there already. */
  readonly definitions: readonly (DefinitionView & { readonly created: boolean })[]
  readonly warnings: readonly Problem[]
}

/** What a message is: `messages.json`, one entry per name. */
export interface MessageContract {
  readonly name: string
  /** What people read in place of the name; without it they read the name. */
  readonly label?: { readonly lv: string; readonly en: string }
  /**
   * Variable and payload field that carries the correlation key, or several joined by `+`, e.g. `serviceId+ciId`, that
   * tell whether the same is being worked on already; null: starts only, or by name alone.
   */
  readonly key: string | null
  /** For start messages: payload fields that together name the same news, e.g. sourceSystem + externalRef. */
  readonly uniqueBy: readonly string[]
  /** JSON Schema 2020-12 of the payload; null accepts any object within the general limits. */
  readonly payload: Json | null
  /** How long it waits for a receiver, ISO 8601 duration; null: the setting `messageTtl`. */
  readonly timeToLive: string | null
  /** May come from outside over the API; others only from our own processes. */
  readonly external: boolean
  /** Name of the message that answers this one, where it is a question: who takes it sends that. */
  readonly answer?: string
  /** News that nobody has to hear: without a receiver it ends quietly instead of becoming somebody's task. Default false. */
  readonly informative?: boolean
  /** The host's own code throws it beside the drawn messages: no element is missed as its sender. Default false. */
  readonly fromHost?: boolean
}
