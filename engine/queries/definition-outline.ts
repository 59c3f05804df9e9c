import type { EntityManager } from 'typeorm'
import type { DefinitionCatalog } from '../definitions/definition-catalog.ts'
import type { DefinitionOutline, OutlineElement } from '../model/definition-outline.ts'
import type { FlowNode, ProcessDefinition, Value } from '../model/process-definition.ts'
import { triggersOf } from '../model/triggers-of.ts'
import { showValue } from '../definitions/show-value.ts'
import { lookBy } from '../store/session.ts'
import { getDefinition } from './definitions.ts'

/** The diagram without its drawing: what it is called, its lanes, its elements and what follows each. @throws NotFound */
export async function getDefinitionOutline(
  manager: EntityManager,
  definitions: DefinitionCatalog,
  query: { institutionId: string; definitionId: string },
): Promise<DefinitionOutline> {
  const { id } = await getDefinition(manager, query)
  const { definition, version } = await definitions.get(lookBy(manager), id)
  return {
    definitionId: id,
    processKey: definition.processKey,
    version,
    name: definition.name,
    nameEn: definition.properties['nameEn'] ?? null,
    description: definition.documentation,
    descriptionEn: definition.properties['documentationEn'] ?? null,
    properties: definition.properties,
    candidateStarterGroups: definition.candidateStarterGroups,
    lanes: Object.values(definition.lanes).map(({ id: laneId, name, candidateGroups }) => ({
      id: laneId,
      name,
      candidateGroups: candidateGroups.flatMap(rolesOf),
    })),
    elements: Object.values(definition.nodes).map((node) => outlineOf(definition, node)),
  }
}

function outlineOf(definition: ProcessDefinition, node: FlowNode): OutlineElement {
  const scope = definition.scopes[node.scope]
  return {
    id: node.id,
    kind: node.kind,
    name: node.name,
    nameEn: node.properties['nameEn'] ?? null,
    scope: node.scope,
    lane: node.lane,
    instruction: node.documentation,
    instructionEn: node.properties['instructionEn'] ?? node.properties['documentationEn'] ?? null,
    formKey: 'formKey' in node ? (node.formKey ?? null) : null,
    candidateGroups: node.kind === 'user-task' ? node.candidateGroups.flatMap(rolesOf) : [],
    dueDate: node.kind === 'user-task' ? showValue(node.dueDate) : null,
    messages: triggersOf(node).flatMap((trigger) => (trigger.type === 'message' ? sourceOf(trigger.name) : [])),
    decision: 'work' in node && node.work.by === 'decision' ? sourceOf(node.work.decision) : null,
    work: workOf(node),
    attachedTo: 'attachedTo' in node ? node.attachedTo : null,
    calls: node.kind === 'call-activity' ? sourceOf(node.calledElement) : null,
    isEventSubProcess: scope?.eventSubProcesses.includes(node.id) ?? false,
    trigger: 'trigger' in node ? node.trigger.type : null,
    timer: 'trigger' in node && node.trigger.type === 'timer' ? sourceOf(node.trigger.value) : null,
    endState: node.kind === 'end-event' ? showValue(node.endState) : null,
    next: node.outgoing.flatMap((flowId) => {
      const flow = definition.flows[flowId]
      return flow
        ? [
            {
              flowId,
              name: flow.name,
              nameEn: flow.nameEn,
              target: flow.target,
              condition: flow.condition?.source ?? null,
            },
          ]
        : []
    }),
  }
}

/** A literal may name several. */
function rolesOf(value: Value): string[] {
  if ('expression' in value) return [value.expression.source]
  return String(value.literal)
    .split(',')
    .flatMap((role) => role.trim() || [])
}

function workOf(node: FlowNode): string | null {
  if (!('work' in node)) return null
  if (node.work.by === 'handler') return node.work.handler
  return node.work.by === 'external' ? sourceOf(node.work.topic) : null
}

function sourceOf(value: Value): string {
  return 'expression' in value ? value.expression.source : String(value.literal)
}
