import { startEventsOf } from '../../compile/scopes.ts'
import { isEventSubProcess, type DiagramNode, type DiagramProcess, type DiagramScope } from '../../diagram/diagram.ts'
import { flagOf } from '../../xml/moddle-element.ts'
import { nameOf, problemAt, type Check, type Finding } from '../check.ts'
import { beginsOf, caseStartersOf } from './begins.ts'
import { componentsOf, createFirstOf } from './components.ts'
import { spread } from './spread.ts'
import { tokenGraphOf, endsScope, type TokenGraph } from './token-graph.ts'

/**
 * From every element a token can come to an end of its scope, unless something else ends that scope (BPMN 2.0.2
 * §13.2): an interrupting event, or an end event that ends everything.
 */
export const checkWaysToEnd: Check = (reading) =>
  reading.diagram.processes.flatMap((process) => findingsIn(process).map((finding) => problemAt(reading, finding)))

function findingsIn(process: DiagramProcess): Finding[] {
  const interrupted = interruptedScopesOf(process)
  const ended = new Set<DiagramScope>()
  return process.scopes.flatMap((scope): Finding[] => {
    const around = scope.node?.scope
    // Scopes come before those inside them, and end with them.
    const isEnded = interrupted.has(scope) || scope.nodes.some(endsScope) || (around !== undefined && ended.has(around))
    if (isEnded) ended.add(scope)
    if (isEnded || scope.node?.type === 'bpmn:AdHocSubProcess') return []
    return stuckIn(tokenGraphOf(scope)).map((node) => {
      const message = `No way leads from ${nameOf(node)} to an end, so that its case never ends; draw one.`
      return { severity: 'warning', elementId: node.id, code: 'no-way-to-end', message, section: '13.2' }
    })
  })
}

/** By an event at the border of the sub-process, or by an event sub-process in it. */
function interruptedScopesOf(process: DiagramProcess): ReadonlySet<DiagramScope> {
  const interrupted = new Set<DiagramScope>()
  for (const scope of process.scopes) {
    const { node } = scope
    if (node === null) continue
    if (node.boundaryEvents.some(({ element }) => flagOf(element, 'cancelActivity') !== false)) interrupted.add(scope)
    const starts = isEventSubProcess(node) ? startEventsOf(scope) : []
    if (starts.some(({ element }) => flagOf(element, 'isInterrupting') !== false)) interrupted.add(node.scope)
  }
  return interrupted
}

/** One element for each loop, or group of elements, that a token can come to and not leave. */
function stuckIn(graph: TokenGraph): DiagramNode[] {
  const { scope, nodes } = graph
  const begins = [...beginsOf(scope), ...caseStartersOf(scope)]
  const reached = spread(begins, (node) => graph.edgesFrom(node).map(({ to }) => to))
  const ends = nodes.filter((node) => graph.edgesFrom(node).every(({ by }) => by !== 'flow'))
  const ending = spread(ends, (node) => graph.edgesTo(node).map(({ from }) => from))
  const stuck = nodes.filter((node) => reached.has(node) && !ending.has(node))
  const next = (node: DiagramNode) => graph.edgesFrom(node).map(({ to }) => to)
  const firstOf = createFirstOf(nodes)
  return componentsOf(stuck, next).flatMap((component) => {
    const members = new Set(component)
    const isLast = component.every((node) => next(node).every((to) => members.has(to)))
    return isLast ? (firstOf(component) ?? []) : []
  })
}
