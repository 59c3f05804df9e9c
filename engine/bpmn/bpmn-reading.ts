/** What reading one `.bpmn` file gives: compiled processes, and everything that is wrong with them. */
import type { Problem } from '../model/errors.ts'
import type { Expression, ProcessDefinition, Value } from '../model/process-definition.ts'

export interface BpmnReading {
  /**
   * One per executable process of the file, in document order. Also given when there are errors, so that one answer
   * can list every problem (`checkAgainstBundle`); with an error among the problems none of them may be deployed.
   */
  readonly processes: readonly CompiledProcess[]
  /** At most `maxProblems`, errors first, then by line; a last one counts the rest. */
  readonly problems: readonly Problem[]
}

export interface CompiledProcess {
  /** File of the bundle that it stands in. */
  readonly resource: string
  readonly definition: ProcessDefinition
  readonly uses: DefinitionUses
  /** 1-based line by element id. */
  readonly places: Readonly<Record<string, number>>
}

/** What a definition refers to outside its own file. */
export interface DefinitionUses {
  readonly forms: readonly NameUse[]
  /** Only decisions named literally. */
  readonly decisions: readonly NameUse[]
  readonly handlers: readonly NameUse[]
  readonly messagesThrown: readonly ValueUse[]
  /** By catch events, receive tasks, boundary events and event sub-processes. */
  readonly messagesReceived: readonly ValueUse[]
  /** By start events of the process: each arrival starts an instance. */
  readonly messagesStarting: readonly ValueUse[]
  readonly signalsThrown: readonly ValueUse[]
  readonly signalsReceived: readonly ValueUse[]
  readonly signalsStarting: readonly ValueUse[]
  /** Process keys of call activities, where they are literal. */
  readonly calledElements: readonly NameUse[]
  readonly expressions: readonly ExpressionUse[]
}

export interface NameUse {
  readonly elementId: string
  readonly name: string
}

export interface ValueUse {
  readonly elementId: string
  readonly name: Value
}

export interface ExpressionUse {
  /** Element, lane or sequence flow that holds the expression. */
  readonly elementId: string
  readonly expression: Expression
}
