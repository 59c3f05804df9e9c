import { elementOf, elementsOf, flagOf, idOf, textOf, type ModdleElement } from '../xml/moddle-element.ts'
import { calledElementOf, callablesOf } from './called-elements.ts'
import { isSubProcess } from './diagram.ts'
import type { Diagram, DiagramFlow, DiagramNode, DiagramProcess, DiagramScope } from './diagram.ts'
import { processOfGlobalTask } from './global-task.ts'
import { namesByMessageFlows } from './message-names.ts'
import { readLanes } from './read-lanes.ts'

/** The same types while they are being put together. */
interface ScopeDraft extends DiagramScope {
  readonly node: NodeDraft | null
  readonly nodes: NodeDraft[]
}
interface NodeDraft extends DiagramNode {
  readonly scope: ScopeDraft
  readonly incoming: DiagramFlow[]
  readonly outgoing: DiagramFlow[]
  attachedTo: NodeDraft | null
  readonly boundaryEvents: NodeDraft[]
}

// Flow elements of BPMN that carry data, not tokens; the engine keeps variables instead.
const DATA = ['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference']

/**
 * Resolves the executable processes of a file, in document order, then what they call in the same file: global tasks, and
 * processes that are not marked executable. Pools that are black boxes or not executable are left out otherwise.
 */
export function buildDiagram(definitions: ModdleElement): Diagram {
  const roots = elementsOf(definitions, 'rootElements')
  const participants = roots.flatMap((root) => elementsOf(root, 'participants'))
  const messageNames = namesByMessageFlows(definitions)
  const callables = callablesOf(roots)
  const processes: DiagramProcess[] = []
  const build = (root: ModdleElement) => {
    if (root.$type !== 'bpmn:Process') {
      processes.push(processOfGlobalTask(definitions, root, callables))
      return
    }
    const pool = participants.find((participant) => elementOf(participant, 'processRef') === root)
    const poolName = pool === undefined ? null : textOf(pool, 'name')
    processes.push(buildProcess(definitions, root, processes.length, poolName, messageNames, callables))
  }
  const executable = roots.filter((root) => root.$type === 'bpmn:Process' && isExecutable(root))
  for (const root of executable) build(root)

  const known = new Set(executable)
  // The list grows by what is found in it, until nothing new is called.
  for (const { nodes } of processes) {
    for (const node of nodes) {
      const key = node.type === 'bpmn:CallActivity' ? calledElementOf(node.element, callables) : null
      const called = key === null ? undefined : callables.get(key)
      if (called === undefined || known.has(called)) continue
      known.add(called)
      build(called)
    }
  }
  return { definitions, processes }
}

/** `isExecutable` may be left out by hand-made files; an empty process without it only stands for its pool. */
function isExecutable(process: ModdleElement): boolean {
  const flag = flagOf(process, 'isExecutable')
  return flag === true || (flag !== false && elementsOf(process, 'flowElements').length > 0)
}

/** One process as a graph, executable or not. */
export function buildProcess(
  definitions: ModdleElement,
  element: ModdleElement,
  index: number,
  poolName: string | null,
  messageNames: ReadonlyMap<ModdleElement, string>,
  callables: ReadonlyMap<string, ModdleElement> = new Map(),
): DiagramProcess {
  const scopes: ScopeDraft[] = []
  const nodes: NodeDraft[] = []
  const flowElements: { readonly element: ModdleElement; readonly scope: ScopeDraft }[] = []
  const lanes = readLanes()

  const enter = (scopeElement: ModdleElement, id: string, node: NodeDraft | null) => {
    const scope: ScopeDraft = { id, element: scopeElement, node, nodes: [] }
    scopes.push(scope)
    lanes.addLaneSets(scopeElement)
    for (const child of elementsOf(scopeElement, 'flowElements')) {
      if (child.$type === 'bpmn:SequenceFlow') flowElements.push({ element: child, scope })
      else if (!DATA.includes(child.$type)) addNode(child, scope)
    }
  }
  const addNode = (child: ModdleElement, scope: ScopeDraft) => {
    const draft: NodeDraft = {
      element: child,
      // Without an id it cannot run, and a check says so; until then it needs a name of its own.
      id: idOf(child) ?? `without-id-${nodes.length + 1}`,
      type: child.$type,
      name: textOf(child, 'name'),
      scope,
      incoming: [],
      outgoing: [],
      attachedTo: null,
      boundaryEvents: [],
      lane: lanes.laneOf(child) ?? scope.node?.lane ?? null,
      messageFlowName: messageNames.get(child) ?? null,
    }
    scope.nodes.push(draft)
    nodes.push(draft)
    // The depth limit of the file bounds this recursion.
    if (elementsOf(child, 'flowElements').length > 0 || isSubProcess(child.$type)) enter(child, draft.id, draft)
  }
  enter(element, idOf(element) ?? `process-without-id-${index + 1}`, null)

  const byElement = new Map(nodes.map((node) => [node.element, node]))
  const nodeOf = (reference: ModdleElement | null) => (reference === null ? null : (byElement.get(reference) ?? null))
  const flows = connect(flowElements, nodeOf)
  attach(nodes, nodeOf)
  return {
    element,
    definitions,
    id: scopes[0]?.id ?? '',
    poolName,
    scopes,
    nodes,
    flows,
    lanes: lanes.all(),
    callables,
  }
}

function connect(
  flowElements: readonly { readonly element: ModdleElement; readonly scope: ScopeDraft }[],
  nodeOf: (reference: ModdleElement | null) => NodeDraft | null,
): DiagramFlow[] {
  const freeId = createFreeIds(flowElements.flatMap(({ element }) => idOf(element) ?? []))
  return flowElements.map(({ element, scope }) => {
    const source = nodeOf(elementOf(element, 'sourceRef'))
    const target = nodeOf(elementOf(element, 'targetRef'))
    const id = idOf(element) ?? freeId(`flow_${source?.id ?? 'nothing'}_${target?.id ?? 'nothing'}`)
    const flow: DiagramFlow = { element, id, scope, source, target }
    source?.outgoing.push(flow)
    target?.incoming.push(flow)
    return flow
  })
}

/** Ids made of the ends of a flow stay when other parts of the diagram are edited; a number keeps equal ones apart. */
function createFreeIds(given: readonly string[]): (wanted: string) => string {
  const taken = new Set(given)
  const lastNumbers = new Map<string, number>()
  return (wanted) => {
    let number = lastNumbers.get(wanted) ?? 0
    let id: string
    do {
      number += 1
      id = number === 1 ? wanted : `${wanted}_${number}`
    } while (taken.has(id))
    taken.add(id)
    lastNumbers.set(wanted, number)
    return id
  }
}

function attach(nodes: readonly NodeDraft[], nodeOf: (reference: ModdleElement | null) => NodeDraft | null): void {
  for (const node of nodes) {
    if (node.type !== 'bpmn:BoundaryEvent') continue
    const host = nodeOf(elementOf(node.element, 'attachedToRef'))
    if (host === null || host.scope !== node.scope) continue
    node.attachedTo = host
    host.boundaryEvents.push(node)
  }
}
