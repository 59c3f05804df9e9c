import type { DecisionTable } from '../decisions/decision-table.ts'
import type { MessageContract, Owner } from '../model/deployment.ts'
import type { ProcessDefinition } from '../model/process-definition.ts'
import type { EntryPoints } from './entry-points.ts'

/** What was deployed with a definition: the only forms, decisions and contracts that its cases ever see. */
export interface Bundle {
  /** Form id → the file's content. */
  readonly forms: ReadonlyMap<string, string>
  readonly decisions: ReadonlyMap<string, DecisionTable>
  /** Message name → contract. */
  readonly contracts: ReadonlyMap<string, MessageContract>
}

/** A definition as commands use it: compiled, with its bundle and the ways into it; all that a running case ever sees. */
export interface LoadedDefinition {
  readonly id: string
  readonly owner: Owner
  readonly version: number
  readonly deploymentId: string
  readonly definition: ProcessDefinition
  readonly bundle: Bundle
  readonly entryPoints: EntryPoints
}
