import type { FlowNodeKind } from './process-definition.ts'

/** A diagram told without its drawing: for lists of elements, and to name the elements that history speaks of. */
export interface DefinitionOutline {
  readonly definitionId: string
  readonly processKey: string
  readonly version: number
  readonly name: string
  readonly nameEn: string | null
  readonly description: string | null
  readonly descriptionEn: string | null
  /** `camunda:property` values of the process. */
  readonly properties: Readonly<Record<string, string>>
  /** Roles that may start it by hand. */
  readonly candidateStarterGroups: readonly string[]
  readonly lanes: readonly {
    readonly id: string
    readonly name: string
    /** Roles that its tasks are for, as the diagram says them. */
    readonly candidateGroups: readonly string[]
  }[]
  /** In document order. */
  readonly elements: readonly OutlineElement[]
}

export interface OutlineElement {
  readonly id: string
  readonly kind: FlowNodeKind
  readonly name: string | null
  readonly nameEn: string | null
  /** The process or sub-process in which it stands. */
  readonly scope: string
  /** Id of its lane. */
  readonly lane: string | null
  readonly instruction: string | null
  readonly instructionEn: string | null
  readonly formKey: string | null
  /** Roles that a user task names itself, as the diagram says them; empty: those of its lane. */
  readonly candidateGroups: readonly string[]
  /** When its task is due, as the diagram says it. */
  readonly dueDate: string | null
  /** Names of the messages that it waits for or throws. */
  readonly messages: readonly string[]
  /** The decision that it asks. */
  readonly decision: string | null
  /** What does the work of a service task: our handler, or the topic that another system fetches. */
  readonly work: string | null
  /** The activity at whose edge a boundary event stands. */
  readonly attachedTo: string | null
  /** The process that it calls, as the diagram says it: a key, or an expression. */
  readonly calls: string | null
  readonly isEventSubProcess: boolean
  /** What an event waits for or throws, e.g. `message`. */
  readonly trigger: string | null
  /** When a timer event comes, as the diagram says it: a date, a duration or a cycle. */
  readonly timer: string | null
  /** Of an end event: the code of the state in which the case ends, as the diagram says it. */
  readonly endState: string | null
  /** Sequence flows out of it. */
  readonly next: readonly {
    readonly flowId: string
    readonly name: string | null
    readonly nameEn: string | null
    readonly target: string
    /** As the diagram has it. */
    readonly condition: string | null
  }[]
}
