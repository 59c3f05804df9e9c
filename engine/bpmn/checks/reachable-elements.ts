import { implicitStartsOf, startEventsOf } from '../compile/scopes.ts'
import {
  isEventSubProcess,
  isInstantiating,
  type DiagramNode,
  type DiagramProcess,
  type DiagramScope,
} from '../diagram/diagram.ts'
import { nameOf, problemAt, type Check } from './check.ts'

/** Elements that no token can ever come to; a warning, as the rest runs. */
export const checkReachableElements: Check = (reading) =>
  reading.diagram.processes.flatMap((process) => {
    const reached = reachedNodes(process)
    return process.nodes
      .filter((node) => !reached.has(node) && (node.scope.node === null || reached.has(node.scope.node)))
      .map((node) => {
        const message = `No path leads to ${nameOf(node)}, so it never runs; connect it or remove it.`
        return problemAt(reading, { severity: 'warning', elementId: node.id, code: 'element-unreachable', message })
      })
  })

function reachedNodes(process: DiagramProcess): ReadonlySet<DiagramNode> {
  const scopeOf = new Map(process.scopes.map((scope) => [scope.node, scope]))
  const reached = new Set<DiagramNode>()
  const open: DiagramNode[] = []
  const enter = (scope: DiagramScope | undefined) => {
    if (scope === undefined) return
    open.push(...startEventsOf(scope), ...implicitStartsOf(scope))
    open.push(...scope.nodes.filter((node) => isEventSubProcess(node) || isInstantiating(node)))
  }

  enter(scopeOf.get(null))
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (reached.has(node)) continue
    reached.add(node)
    open.push(...node.boundaryEvents, ...node.outgoing.flatMap(({ target }) => target ?? []))
    enter(scopeOf.get(node))
  }
  return reached
}
