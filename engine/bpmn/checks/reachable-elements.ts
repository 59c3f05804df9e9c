import { implicitStartsOf, startEventsOf } from '../compile/scopes.ts'
import {
  isActivity,
  isEventSubProcess,
  isInstantiating,
  type Diagram,
  type DiagramNode,
  type DiagramProcess,
  type DiagramScope,
} from '../diagram/diagram.ts'
import { nameOf, problemAt, type Check } from './check.ts'
import { compensationHandlersOf, isCompensationHandler } from './compensation-handlers.ts'
import { linkNameOf, linkTargetsOf } from './links.ts'

/** Elements that no token can ever come to; a warning, as the rest runs. */
export const checkReachableElements: Check = (reading) =>
  reading.diagram.processes.flatMap((process) => {
    const reached = reachedNodes(process, reading.diagram)
    return process.nodes
      .filter(
        (node) =>
          !reached.has(node) && !hasOwnCheck(node) && (node.scope.node === null || reached.has(node.scope.node)),
      )
      .map((node) => {
        const message = `No path leads to ${nameOf(node)}, so it never runs; connect it or remove it.`
        return problemAt(reading, {
          severity: 'warning',
          elementId: node.id,
          code: 'element-unreachable',
          message,
          section: '10.5.2',
        })
      })
  })

function reachedNodes(process: DiagramProcess, diagram: Diagram): ReadonlySet<DiagramNode> {
  const scopeOf = new Map(process.scopes.map((scope) => [scope.node, scope]))
  const reached = new Set<DiagramNode>()
  const open: DiagramNode[] = []
  const handlers = compensationHandlersOf(diagram)
  const targets = new Map(process.scopes.map((scope) => [scope, linkTargetsOf(scope)]))
  const enter = (scope: DiagramScope | undefined) => {
    if (scope === undefined) return
    if (scope.node?.type === 'bpmn:AdHocSubProcess') open.push(...scope.nodes.filter(isActivity))
    open.push(...startEventsOf(scope), ...implicitStartsOf(scope))
    open.push(...scope.nodes.filter((node) => isEventSubProcess(node) || isInstantiating(node)))
  }

  enter(scopeOf.get(null))
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (reached.has(node)) continue
    reached.add(node)
    open.push(...node.boundaryEvents, ...node.outgoing.flatMap(({ target }) => target ?? []))
    open.push(...(handlers.get(node) ?? []))
    const link = node.type === 'bpmn:IntermediateThrowEvent' ? linkNameOf(node) : null
    const caught = link === null ? undefined : targets.get(node.scope)?.get(link)
    if (caught !== undefined) open.push(caught)
    enter(scopeOf.get(node))
  }
  return reached
}

/** What only an association or a link leads to is reported where that is missing. */
function hasOwnCheck(node: DiagramNode): boolean {
  const isLinkTarget = node.type === 'bpmn:IntermediateCatchEvent' && linkNameOf(node) !== null
  return isLinkTarget || (isActivity(node) && isCompensationHandler(node))
}
