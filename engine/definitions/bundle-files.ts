import { createHash } from 'node:crypto'
import type { DecisionTable } from '../decisions/decision-table.ts'
import type { MessageContract, ResourceKind } from '../model/deployment.ts'

/** One file of a bundle, read: what a row of `deployment_resource` holds. */
export type BundleFile = {
  readonly name: string
  readonly content: string
  readonly checksum: string
  /** It was not uploaded, but taken over from the definition in force. */
  readonly takenOver: boolean
} & (
  | { readonly kind: 'bpmn' }
  | { readonly kind: 'form'; readonly formId: string }
  | { readonly kind: 'decision'; readonly decisions: readonly DecisionTable[] }
  | { readonly kind: 'messages'; readonly contracts: readonly MessageContract[] }
)

/** The kind of a file by its name; null for a file that is no part of a bundle. */
export function kindOf(name: string): ResourceKind | null {
  if (name.endsWith('.bpmn')) return 'bpmn'
  if (name.endsWith('.form.json')) return 'form'
  if (name.endsWith('.dmn')) return 'decision'
  return /(^|\/)messages\.json$/.test(name) ? 'messages' : null
}

/** SHA-256 of a text, in hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
