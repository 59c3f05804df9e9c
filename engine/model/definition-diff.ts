/** What a diagram would change of another: told by element, so that a process owner sees it without reading XML. */
import type { Problem } from './errors.ts'
import type { Owner } from './deployment.ts'
import type { FlowNodeKind } from './process-definition.ts'

/** What about an element is another than before. `property` is a property by name, `other` a detail of the notation. */
export type ChangedAspect =
  | 'name'
  | 'name-en'
  | 'kind'
  | 'lane'
  | 'place'
  | 'form'
  | 'people'
  | 'deadline'
  | 'priority'
  | 'instruction'
  | 'instruction-en'
  | 'event'
  | 'work'
  | 'data'
  | 'call'
  | 'repetition'
  | 'condition'
  | 'default-flow'
  | 'end-state'
  | 'from'
  | 'to'
  | 'version-tag'
  | 'property'
  | 'other'

/** One thing that differs; null: there is nothing. Texts as the diagram has them. */
export interface AspectChange {
  readonly aspect: ChangedAspect
  /** Of a property. */
  readonly property: string | null
  readonly before: string | null
  readonly after: string | null
}

/** One element of a diagram that was added, removed or changed. */
export interface ElementChange {
  readonly change: 'added' | 'removed' | 'changed'
  readonly of: 'process' | 'lane' | 'element' | 'flow'
  readonly elementId: string
  readonly name: string | null
  readonly nameEn: string | null
  readonly kind: FlowNodeKind | null
  /** Of a sequence flow: what it leads from and to, as the newer diagram has it. */
  readonly ends: { readonly source: string; readonly target: string } | null
  /** Empty for what was added or removed. */
  readonly aspects: readonly AspectChange[]
}

/** A form, decision or message contract of the bundle that differs from the one in force. */
export interface FileChange {
  readonly change: 'added' | 'changed'
  readonly kind: 'form' | 'decision' | 'message'
  readonly id: string
}

/** A bundle that was read and compared, and nothing more. */
export interface DeploymentPreview {
  /** With an error among them it could not be deployed. */
  readonly problems: readonly Problem[]
  readonly definitions: readonly DefinitionPreview[]
}

/** One process of the bundle, compared with the one in force. */
export interface DefinitionPreview {
  readonly processKey: string
  readonly name: string
  readonly nameEn: string | null
  readonly resourceName: string
  /** What it would take the place of; null where nothing is in force under its key. */
  readonly inForce: { readonly definitionId: string; readonly version: number; readonly owner: Owner } | null
  readonly changes: readonly ElementChange[]
  readonly files: readonly FileChange[]
  /** Names of its own elements, for what is said of them. */
  readonly elements: Readonly<Record<string, { readonly name: string | null; readonly nameEn: string | null }>>
}
