/**
 * The processes of a file that can run as a graph of what was drawn: all ids resolved, nothing judged yet. The checks
 * look at it, the compiler makes definitions of it. Elements that cannot run are in it too.
 */
import { flagOf, type ModdleElement } from '../xml/moddle-element.ts'

export interface Diagram {
  /** The `bpmn:definitions`. */
  readonly definitions: ModdleElement
  readonly processes: readonly DiagramProcess[]
}

export interface DiagramProcess {
  readonly element: ModdleElement
  /** The `bpmn:definitions` that it stands in. */
  readonly definitions: ModdleElement
  readonly id: string
  /** Name of the pool, where the process has none of its own. */
  readonly poolName: string | null
  /** The process first, then its sub-processes in document order. */
  readonly scopes: readonly DiagramScope[]
  /** Of all scopes, in document order. */
  readonly nodes: readonly DiagramNode[]
  readonly flows: readonly DiagramFlow[]
  readonly lanes: readonly DiagramLane[]
  /** The processes and global tasks of the file by id, for its call activities. */
  readonly callables: ReadonlyMap<string, ModdleElement>
}

/** A process or sub-process, with what stands directly in it. */
export interface DiagramScope {
  readonly id: string
  readonly element: ModdleElement
  /** The sub-process as a node of the scope around it; null for the process. */
  readonly node: DiagramNode | null
  readonly nodes: readonly DiagramNode[]
}

export interface DiagramNode {
  readonly element: ModdleElement
  readonly id: string
  /** E.g. `bpmn:UserTask`. */
  readonly type: string
  readonly name: string | null
  readonly scope: DiagramScope
  readonly incoming: readonly DiagramFlow[]
  readonly outgoing: readonly DiagramFlow[]
  /** Boundary events only: the activity it sits on, where that is in the same scope. */
  readonly attachedTo: DiagramNode | null
  readonly boundaryEvents: readonly DiagramNode[]
  /** The innermost lane that it or a sub-process around it stands in. */
  readonly lane: DiagramLane | null
  /** What message flows call the message that it sends or awaits, where it names none itself. */
  readonly messageFlowName: string | null
}

export interface DiagramFlow {
  readonly element: ModdleElement
  /** From the diagram, or made of its ends where the diagram gives none. */
  readonly id: string
  readonly scope: DiagramScope
  /** Null when it is missing, or no flow node of any scope of this process. */
  readonly source: DiagramNode | null
  readonly target: DiagramNode | null
}

export interface DiagramLane {
  readonly element: ModdleElement
  readonly id: string
  readonly parent: DiagramLane | null
}

/** A sub-process that an event starts, not a sequence flow. */
export function isEventSubProcess(node: DiagramNode): boolean {
  return node.type === 'bpmn:SubProcess' && flagOf(node.element, 'triggeredByEvent') === true
}

/** Element types that hold flow elements of their own. */
export function isSubProcess(type: string): boolean {
  return type === 'bpmn:SubProcess' || type === 'bpmn:Transaction' || type === 'bpmn:AdHocSubProcess'
}

/**
 * Starts instances without being a start event (BPMN 2.0.2 §10.3.3, §10.6.6): only directly in a process, as nothing
 * inside a sub-process can begin a case.
 */
export function isInstantiating(node: DiagramNode): boolean {
  const may = node.type === 'bpmn:ReceiveTask' || node.type === 'bpmn:EventBasedGateway'
  return may && node.scope.node === null && flagOf(node.element, 'instantiate') === true
}

/** Tasks, sub-processes and call activities. */
export function isActivity(node: DiagramNode): boolean {
  return node.type.endsWith('Task') || isSubProcess(node.type) || node.type === 'bpmn:CallActivity'
}

export function isGateway(node: DiagramNode): boolean {
  return node.type.endsWith('Gateway')
}
