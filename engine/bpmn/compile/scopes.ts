import type { ScopeDefinition } from '../../model/process-definition.ts'
import { flagOf } from '../xml/moddle-element.ts'
import { eventDefinitionsOf } from './event-trigger.ts'
import {
  isActivity,
  isEventSubProcess,
  isGateway,
  isInstantiating,
  type DiagramNode,
  type DiagramScope,
} from '../diagram/diagram.ts'
import { compileDeclaredData } from './declared-data.ts'

export function compileScopes(scopes: readonly DiagramScope[]): Readonly<Record<string, ScopeDefinition>> {
  return Object.fromEntries(
    scopes.map((scope): [string, ScopeDefinition] => [
      scope.id,
      {
        id: scope.id,
        startEvents: startEventsOf(scope).map((node) => node.id),
        implicitStarts: implicitStartsOf(scope).map((node) => node.id),
        eventSubProcesses: scope.nodes.filter(isEventSubProcess).map((node) => node.id),
        ...declaredDataOf(scope),
      },
    ]),
  )
}

function declaredDataOf(scope: DiagramScope): Pick<ScopeDefinition, 'data'> {
  const data = compileDeclaredData(scope.element)
  return data.length === 0 ? {} : { data }
}

export function startEventsOf(scope: DiagramScope): readonly DiagramNode[] {
  return scope.nodes.filter((node) => node.type === 'bpmn:StartEvent')
}

/**
 * Where a scope without start events starts (BPMN 2.0.2 §10.5.2): at everything that no flow leads to, but for what
 * itself starts instances by an event.
 */
export function implicitStartsOf(scope: DiagramScope): readonly DiagramNode[] {
  if (startEventsOf(scope).length > 0) return []
  return scope.nodes.filter((node) => node.incoming.length === 0 && mayStart(node))
}

function mayStart(node: DiagramNode): boolean {
  if (isEventSubProcess(node) || isInstantiating(node) || flagOf(node.element, 'isForCompensation') === true)
    return false
  if (node.type === 'bpmn:IntermediateCatchEvent' && isLink(node)) return false
  return isActivity(node) || isGateway(node) || node.type.startsWith('bpmn:Intermediate')
}

/** Its token comes from its throw event. */
function isLink(node: DiagramNode): boolean {
  return eventDefinitionsOf(node).some(({ $type }) => $type === 'bpmn:LinkEventDefinition')
}
