import { implicitStartsOf, startEventsOf } from '../../compile/scopes.ts'
import { isInstantiating, type DiagramNode, type DiagramScope } from '../../diagram/diagram.ts'

/** Where tokens begin in a scope, without what starts cases beside start events. */
export function beginsOf(scope: DiagramScope): readonly DiagramNode[] {
  return [...startEventsOf(scope), ...implicitStartsOf(scope)]
}

/** Receive tasks and event-based gateways that start cases: some of them together, which nobody can tell here. */
export function caseStartersOf(scope: DiagramScope): readonly DiagramNode[] {
  return scope.nodes.filter(isInstantiating)
}
