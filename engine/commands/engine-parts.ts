import type { BpmnReader } from '../bpmn/read-bpmn.ts'
import type { DefinitionCatalog } from '../definitions/definition-catalog.ts'
import type { Heeded } from '../measuring/heeded.ts'
import type {
  Clock,
  EnvironmentProvider,
  FormChecker,
  HandlerRegistry,
  Limits,
  Log,
  Outbox,
  PeopleAway,
  PeopleThere,
  RecordRules,
  TaskEvents,
} from '../ports.ts'
import type { Register } from '../records/register.ts'
import type { Session } from '../store/session.ts'
import type { Store } from '../store/store.ts'
import type { AutomaticStep } from './unit.ts'

/** What commands, queries and workers share: the ports with their defaults filled in, the store, the definitions. */
export interface EngineParts {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly forms: FormChecker
  /** False when the host gave no form checker: an embedded engine takes data as it comes. */
  readonly checksForms: boolean
  readonly handlers: HandlerRegistry
  readonly environment: EnvironmentProvider
  /** Null: nothing happens around tasks beyond the diagram. */
  readonly taskEvents: TaskEvents | null
  readonly outbox: Outbox
  readonly limits: Limits
  readonly registers: readonly Register[]
  readonly recordRules: RecordRules
  /** Null: nothing is measured. */
  readonly measuring: Heeded | null
  readonly definitions: DefinitionCatalog
  /** Reads diagrams in a thread of its own. */
  readonly reader: BpmnReader
  /** Process key that takes messages nobody could receive; null: they are only marked. */
  readonly undeliveredMessageProcess: string | null
  /** Institutions whose timer start events of typical schemes fire. */
  readonly institutions: () => Promise<readonly string[]>
  readonly peopleAway: PeopleAway
  readonly peopleThere: PeopleThere
  /** How many people hold each role of an institution; null where the host does not tell. */
  readonly rolesHeld: (institutionId: string) => Promise<ReadonlyMap<string, number> | null>
  /** Tells the workers that there may be something to do. */
  readonly nudge: () => void
  /** Has steps done at once, in the same commit as what left them; nothing happens while the workers rest. */
  readonly follow: (steps: readonly AutomaticStep[], session: Session) => void
}
