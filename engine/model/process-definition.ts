/**
 * A process definition as the core runs it: compiled once from a `.bpmn` file, plain JSON, immutable.
 *
 * `engine/bpmn` makes it, the store keeps it, the core reads it. Everything the XML offers but no engine part uses
 * is left out; the XML itself is kept beside it for people and modellers.
 */
import type { Json } from './json.ts'

/** FEEL, checked at deployment. `source` is the text as the diagram has it, e.g. `${approved}` for FEEL `approved`. */
export interface Expression {
  readonly feel: string
  readonly source: string
}

/** An attribute of the diagram: a literal, or an expression computed when it is needed. */
export type Value = { readonly literal: Json } | { readonly expression: Expression }

export interface ProcessDefinition {
  /** Raised when the shape of this type changes; `engine/definitions/read-definition.ts` raises stored ones when they are read. */
  readonly format: 2
  /** The BPMN process id; with the owner and a version it names the definition. */
  readonly processKey: string
  readonly name: string
  readonly versionTag: string | null
  /** `camunda:property` values of the process, e.g. schemeCode, nameEn. */
  readonly properties: Readonly<Record<string, string>>
  readonly documentation: string | null
  /** `camunda:candidateStarterGroups`: roles that may start it by hand; empty means that the policy decides alone. */
  readonly candidateStarterGroups: readonly string[]
  /** The process id and every sub-process id, each with what stands directly in it. */
  readonly scopes: Readonly<Record<string, ScopeDefinition>>
  /** All flow nodes of all scopes by element id. */
  readonly nodes: Readonly<Record<string, FlowNode>>
  /** All sequence flows of all scopes by id. */
  readonly flows: Readonly<Record<string, SequenceFlow>>
  readonly lanes: Readonly<Record<string, Lane>>
  /** Ids of the data stores that its associations read or write; absent where there are none. */
  readonly dataStores?: readonly string[]
  /** Some data object is in a state, so that expressions may ask for `dataStates`. */
  readonly hasDataStates?: true
  /** Some activity waits for its data. */
  readonly waitsForData?: true
  /** Ids of the ad-hoc sub-processes; absent where there is none. */
  readonly adHocSubProcesses?: readonly string[]
  /** The correlation keys of its collaborations, in document order; absent where there are none. */
  readonly correlations?: readonly CorrelationKey[]
}

/** What tells the conversations of one process from each other (BPMN 2.0.2 §8.4.2). */
export interface CorrelationKey {
  readonly id: string
  /** Message name → where its payload has each property of the key, in the order of the key. */
  readonly messages: Readonly<Record<string, readonly Expression[]>>
  /** Where the process's data has each property (`correlationSubscription`); null: the first message says the values. */
  readonly data: readonly Expression[] | null
}

/** What stands directly inside a process or sub-process. */
export interface ScopeDefinition {
  readonly id: string
  /** Start events, in document order. For an event sub-process there is exactly one. */
  readonly startEvents: readonly string[]
  /** Activities and gateways without incoming flow (and not event sub-processes): they start with the scope where there is no start event. */
  readonly implicitStarts: readonly string[]
  /** Event sub-processes: armed while the scope runs. */
  readonly eventSubProcesses: readonly string[]
  /** Its data objects and properties, which are there, empty, when it begins; absent where there are none. */
  readonly data?: readonly DeclaredData[]
}

/** A data object or property of a process or sub-process, or a data output of a sub-process. */
export interface DeclaredData {
  readonly variable: string
  /** The state that it begins in. */
  readonly state?: string
}

export interface Lane {
  readonly id: string
  readonly name: string
  /** Candidate groups for user tasks that name none: property `candidateGroups` of the lane, else its id's role; may hold expressions. */
  readonly candidateGroups: readonly Value[]
}

export interface SequenceFlow {
  readonly id: string
  readonly name: string | null
  /** Its `camunda:property` nameEn. */
  readonly nameEn: string | null
  readonly source: string
  readonly target: string
  /** Absent on the default flow and on unconditional flows. */
  readonly condition: Expression | null
}

export type FlowNode =
  | StartEvent
  | EndEvent
  | IntermediateCatchEvent
  | IntermediateThrowEvent
  | BoundaryEvent
  | UserTask
  | ManualTask
  | PlainTask
  | ServiceTask
  | SendTask
  | ReceiveTask
  | ScriptTask
  | BusinessRuleTask
  | ExclusiveGateway
  | ParallelGateway
  | InclusiveGateway
  | ComplexGateway
  | EventBasedGateway
  | SubProcess
  | CallActivity

export type FlowNodeKind = FlowNode['kind']

interface FlowNodeBase {
  readonly id: string
  readonly name: string | null
  /** The process or sub-process id that it stands in. */
  readonly scope: string
  readonly incoming: readonly string[]
  /** Sequence flow ids in document order. */
  readonly outgoing: readonly string[]
  readonly lane: string | null
  readonly properties: Readonly<Record<string, string>>
  readonly documentation: string | null
  /** Activities and events that have data drawn to or from them. */
  readonly data?: NodeData
}

/** What an activity or event has of data: its own, and how they are filled and handed on (BPMN 2.0.2 §10.4). */
export interface NodeData {
  /** Variables that only the element itself sees: its properties (those of a sub-process are its scope's). */
  readonly properties: readonly string[]
  /** Carried out when the element begins; a thrown event carries what they give. In document order. */
  readonly into: readonly DataAssociation[]
  /** Carried out when the element is done. */
  readonly outOf: readonly DataAssociation[]
  /** Data outputs that `outOf` reads: entries of a payload that go nowhere else. */
  readonly outputs: readonly string[]
  /** The first of them that is available is taken; while none is, the activity waits. Empty: nothing is waited for. */
  readonly inputSets: readonly InputSet[]
}

/** Data inputs that belong together (BPMN 2.0.2 §10.4.2). */
export interface InputSet {
  readonly inputs: readonly string[]
  /** Those without which the set is not available. */
  readonly required: readonly string[]
}

/** How data get from one place to another (BPMN 2.0.2 §10.4.2). */
export interface DataAssociation {
  readonly sources: readonly DataEnd[]
  /** Null where the drawing leads to nothing that can hold data: assignments may still do. */
  readonly target: DataEnd | null
  /** Gives the value of the target; without it, and without assignments, the source is copied. */
  readonly transformation: Expression | null
  readonly assignments: readonly DataAssignment[]
}

export interface DataAssignment {
  readonly from: Expression
  /** A variable, then the names below it; the first is null for the target itself. */
  readonly variable: string | null
  readonly path: readonly string[]
}

/** One end of a data association. */
export interface DataEnd {
  readonly variable: string
  /** The data store that it stands for; null for what the instance itself keeps. */
  readonly store: string | null
  /** The state in which the data object is drawn here. */
  readonly state: string | null
  /** A data object or property: an activity may wait for it to have a value. */
  readonly isObject: boolean
}

interface ActivityBase extends FlowNodeBase {
  readonly defaultFlow: string | null
  /** Boundary events attached to it, in document order. */
  readonly boundaryEvents: readonly string[]
  readonly multiInstance: MultiInstance | null
  /** The activity that undoes it: drawn behind its compensation boundary event (BPMN 2.0.2 §10.7); null for none. */
  readonly compensationHandler: string | null
  readonly standardLoop?: StandardLoop
  /** Tokens that must come before one run begins; absent: 1. */
  readonly startQuantity?: number
  /** Tokens on each outgoing flow that is taken; absent: 1. */
  readonly completionQuantity?: number
  /** `camunda:inputOutput`. With inputs, the activity runs on local variables; with outputs, only they leave it. */
  readonly inputs: readonly Mapping[]
  readonly outputs: readonly Mapping[]
}

export interface Mapping {
  readonly name: string
  readonly value: Value
}

export interface MultiInstance {
  readonly sequential: boolean
  readonly cardinality: Value | null
  /** A list; one run of the activity per item. */
  readonly collection: Expression | null
  /** `loopDataInputRef`: the list is the value of this variable. */
  readonly inputVariable?: string
  /** `camunda:elementVariable` or `inputDataItem`: the item in each run. */
  readonly elementVariable: string | null
  /** `outputDataItem`: what each run gives. */
  readonly outputItem?: string
  /** `loopDataOutputRef`: the list of what the runs gave, in the order of the items. */
  readonly outputVariable?: string
  readonly completionCondition: Expression | null
  /** Events thrown while runs complete; absent for behaviour `All`. */
  readonly behaviour?: readonly BehaviourEvent[]
}

/** An event that a multi-instance throws when a run completes (BPMN 2.0.2 Table 10.27). */
export interface BehaviourEvent {
  /** On completion of each run, of the first one, or of each at which the condition holds. */
  readonly on: 'each' | 'first' | { readonly condition: Expression }
  readonly trigger: BehaviourTrigger
}

/** What a multi-instance can throw. */
export type BehaviourTrigger = Extract<SingleTrigger, { type: 'signal' | 'message' | 'escalation' | 'error' }>

/** Runs the activity again and again while its condition holds. */
export interface StandardLoop {
  /** The condition is asked before the first run, too. */
  readonly testBefore: boolean
  /** Most runs; null: as many as the condition wants. */
  readonly maximum: number | null
  /** Null: always true. */
  readonly condition: Expression | null
}

/** What an event waits for or throws. */
export type EventTrigger =
  | { readonly type: 'none' }
  | MessageTrigger
  | TimerTrigger
  | SignalTrigger
  | {
      readonly type: 'error'
      readonly errorCode: Value | null
      readonly codeVariable: string | null
      readonly messageVariable: string | null
    }
  | { readonly type: 'terminate' }
  | EscalationTrigger
  | ConditionTrigger
  | LinkTrigger
  | CompensationTrigger
  | { readonly type: 'cancel' }
  | MultipleTrigger

/** One of the triggers that stand alone or inside a multiple event. */
export type SingleTrigger = Exclude<EventTrigger, MultipleTrigger>

/** Several event definitions: any of them is enough, or with `parallel` all must come (BPMN 2.0.2 §10.5.5). */
export interface MultipleTrigger {
  readonly type: 'multiple'
  readonly parallel: boolean
  readonly triggers: readonly SingleTrigger[]
}

export interface EscalationTrigger {
  readonly type: 'escalation'
  /** Null catches every escalation. */
  readonly escalationCode: Value | null
  readonly codeVariable: string | null
}

export interface ConditionTrigger {
  readonly type: 'condition'
  readonly condition: Expression
}

export interface LinkTrigger {
  readonly type: 'link'
  readonly name: string
  /** Throwing: the catch event of the same name in the same scope; catching: null. */
  readonly target: string | null
}

export interface CompensationTrigger {
  readonly type: 'compensation'
  /** The activity to compensate; null: all of the scope. Only when thrown. */
  readonly activity: string | null
  /** Thrown: the token waits until all is undone. */
  readonly waitForCompletion: boolean
}

export interface MessageTrigger {
  readonly type: 'message'
  readonly name: Value
  /** `camunda:property name="correlationKey"`; null means that the message contract names the variable. */
  readonly correlationKey: Value | null
}

export interface TimerTrigger {
  readonly type: 'timer'
  readonly timer: 'date' | 'duration' | 'cycle'
  readonly value: Value
}

export interface SignalTrigger {
  readonly type: 'signal'
  readonly name: Value
}

export interface StartEvent extends FlowNodeBase {
  readonly kind: 'start-event'
  readonly trigger: EventTrigger
  readonly formKey: string | null
  /** Only meaningful in an event sub-process. */
  readonly interrupting: boolean
  /** Of an event sub-process: what becomes of the event's data; without any, all of it become variables. */
  readonly outputs?: readonly Mapping[]
}

export interface EndEvent extends FlowNodeBase {
  readonly kind: 'end-event'
  readonly trigger: EventTrigger
  readonly inputs: readonly Mapping[]
  /** `camunda:property name="endState"`: the code of the state in which the case ends here, e.g. `closed`. */
  readonly endState: Value | null
}

export interface IntermediateCatchEvent extends FlowNodeBase {
  readonly kind: 'intermediate-catch-event'
  readonly trigger: EventTrigger
  readonly outputs: readonly Mapping[]
}

export interface IntermediateThrowEvent extends FlowNodeBase {
  readonly kind: 'intermediate-throw-event'
  readonly trigger: EventTrigger
  /** The payload of a thrown message or signal; without inputs all visible variables are offered to the contract. */
  readonly inputs: readonly Mapping[]
}

export interface BoundaryEvent extends FlowNodeBase {
  readonly kind: 'boundary-event'
  readonly attachedTo: string
  readonly interrupting: boolean
  readonly trigger: EventTrigger
  readonly outputs: readonly Mapping[]
}

export interface UserTask extends ActivityBase {
  readonly kind: 'user-task'
  readonly formKey: string | null
  readonly assignee: Value | null
  readonly candidateUsers: readonly Value[]
  readonly candidateGroups: readonly Value[]
  /** Who the diagram names in BPMN's own words, where Camunda's attributes leave it open; absent where nobody. */
  readonly people?: readonly ResourceRole[]
  readonly dueDate: Value | null
  readonly followUpDate: Value | null
  readonly priority: Value | null
}

/** People or groups for a user task (BPMN 2.0.2 §10.3.1, §10.3.4.1). */
export interface ResourceRole {
  /** `performer`: a single user becomes the assignee; anything else, and every `candidate`, may claim the task. */
  readonly role: 'performer' | 'candidate'
  readonly users: readonly Value[]
  readonly groups: readonly Value[]
  /** Gives a text such as `user(anna), group(clerks)`, a list of them, or a context `{users, groups}`. */
  readonly expression: Expression | null
}

export interface ManualTask extends ActivityBase {
  readonly kind: 'manual-task'
}

/** `bpmn:task`, of no stated kind: passes at once (BPMN 2.0.2 §13.3.3). */
export interface PlainTask extends ActivityBase {
  readonly kind: 'task'
}

export interface ServiceTask extends ActivityBase {
  readonly kind: 'service-task'
  readonly work: Work
}

/** How the work of a service-like task is done. */
export type Work =
  /** A handler of ours, by name, e.g. `register.create`. */
  | { readonly by: 'handler'; readonly handler: string }
  /** `camunda:type="external"`: fetched by another system. */
  | { readonly by: 'external'; readonly topic: Value; readonly priority: Value | null }
  /** `camunda:expression`: computed here. */
  | { readonly by: 'expression'; readonly expression: Expression; readonly resultVariable: string | null }
  /** DMN. `mapping` as `camunda:mapDecisionResult`. */
  | {
      readonly by: 'decision'
      readonly decision: Value
      readonly resultVariable: string | null
      readonly mapping: DecisionMapping
    }
  /** A message is thrown and the task passes. */
  | { readonly by: 'message'; readonly trigger: MessageTrigger }

export type DecisionMapping = 'singleEntry' | 'singleResult' | 'collectEntries' | 'resultList'

export interface SendTask extends ActivityBase {
  readonly kind: 'send-task'
  readonly work: Work
}

export interface BusinessRuleTask extends ActivityBase {
  readonly kind: 'business-rule-task'
  readonly work: Work
}

export interface ReceiveTask extends ActivityBase {
  readonly kind: 'receive-task'
  readonly trigger: MessageTrigger
  /** Starts an instance by its message; absent: it only waits for it. */
  readonly instantiate?: true
}

export interface ScriptTask extends ActivityBase {
  readonly kind: 'script-task'
  readonly script: Expression
  readonly resultVariable: string | null
}

export interface ExclusiveGateway extends FlowNodeBase {
  readonly kind: 'exclusive-gateway'
  readonly defaultFlow: string | null
}

export interface ParallelGateway extends FlowNodeBase {
  readonly kind: 'parallel-gateway'
}

export interface InclusiveGateway extends FlowNodeBase {
  readonly kind: 'inclusive-gateway'
  readonly defaultFlow: string | null
}

export interface ComplexGateway extends FlowNodeBase {
  readonly kind: 'complex-gateway'
  readonly defaultFlow: string | null
  /** Sees `activationCount` beside the data; null: the first token is enough. */
  readonly activationCondition: Expression | null
}

export interface EventBasedGateway extends FlowNodeBase {
  readonly kind: 'event-based-gateway'
  /** Starts instances by the events behind it; absent: it does not. */
  readonly instantiate?: true
  /** All events behind it have to come, not only the first; absent: the first decides. Only where it starts instances. */
  readonly parallel?: true
}

export interface SubProcess extends ActivityBase {
  readonly kind: 'sub-process'
  /** An event sub-process: started by the event of its one start event, never by a sequence flow. */
  readonly triggeredByEvent: boolean
  /** A transaction: a cancel end event inside undoes it and leaves by its cancel boundary event. */
  readonly transaction: boolean
  readonly adHoc?: AdHoc
}

/** What makes a sub-process an ad-hoc one. */
export interface AdHoc {
  /** One activity at a time. */
  readonly sequential: boolean
  readonly completionCondition: Expression | null
  /** What still runs when the condition holds is cancelled; otherwise it is waited for. */
  readonly cancelRemaining: boolean
  /** `camunda:property name="begin" value="by hand"`: nothing begins by itself. */
  readonly byHand: boolean
}

export interface CallActivity extends ActivityBase {
  readonly kind: 'call-activity'
  /** The process key to call; may be computed. */
  readonly calledElement: Value
  readonly binding: CallBinding
  /** `camunda:in`; without any, the called process starts with all visible variables. */
  readonly callIn: CallVariables
  /** `camunda:out`; without any, all variables of the called process come back. */
  readonly callOut: CallVariables
  readonly businessKey: Value | null
}

export type CallBinding =
  | { readonly type: 'latest' }
  /** The version of the caller's own deployment. */
  | { readonly type: 'deployment' }
  | { readonly type: 'version'; readonly version: Value }
  | { readonly type: 'versionTag'; readonly versionTag: Value }

export interface CallVariables {
  /** `variables="all"`. */
  readonly all: boolean
  readonly mappings: readonly Mapping[]
}
