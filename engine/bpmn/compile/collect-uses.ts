import type { Expression, FlowNode, ProcessDefinition, Value } from '../../model/process-definition.ts'
import { startingElements } from '../../model/starting-elements.ts'
import { triggersOf } from '../../model/triggers-of.ts'
import type { DefinitionUses, ExpressionUse, NameUse, ValueUse } from '../bpmn-reading.ts'

/** Collects what a definition refers to, in document order. */
export function collectUses(definition: ProcessDefinition): DefinitionUses {
  const nodes = Object.values(definition.nodes)
  const starting = new Set(startingElements(definition).map(({ node }) => node.id))
  return {
    forms: nodes.flatMap((node) => formsOf(node).map((form) => named(node, form))),
    decisions: nodes.flatMap((node) => literalUse(node, decisionOf(node))),
    handlers: nodes.flatMap((node) =>
      'work' in node && node.work.by === 'handler' ? [named(node, node.work.handler)] : [],
    ),
    messagesThrown: eventsOf(nodes, starting, 'message', 'throw'),
    messagesReceived: eventsOf(nodes, starting, 'message', 'receive'),
    messagesStarting: eventsOf(nodes, starting, 'message', 'start'),
    signalsThrown: eventsOf(nodes, starting, 'signal', 'throw'),
    signalsReceived: eventsOf(nodes, starting, 'signal', 'receive'),
    signalsStarting: eventsOf(nodes, starting, 'signal', 'start'),
    calledElements: nodes.flatMap((node) =>
      node.kind === 'call-activity' ? literalUse(node, node.calledElement) : [],
    ),
    expressions: [definition.lanes, definition.nodes, definition.flows]
      .flatMap((elements) => Object.entries(elements))
      .flatMap(([elementId, element]) =>
        expressionsIn(element).map((expression): ExpressionUse => ({ elementId, expression })),
      )
      .concat(dataPathsOf(definition)),
  }
}

/** What the messages' own paths may use is less; a check of its own looks at them. */
function dataPathsOf({ correlations = [], processKey }: ProcessDefinition): ExpressionUse[] {
  return correlations
    .flatMap(({ data }) => data ?? [])
    .map((expression): ExpressionUse => ({ elementId: processKey, expression }))
}

/** Of people, and by property `resultForm` of a job's result. */
function formsOf(node: FlowNode): string[] {
  const ofPeople = 'formKey' in node ? node.formKey : null
  return [ofPeople, node.properties.resultForm].flatMap((form) => form || [])
}

function named(node: FlowNode, name: string): NameUse {
  return { elementId: node.id, name }
}

function decisionOf(node: FlowNode): Value | null {
  return 'work' in node && node.work.by === 'decision' ? node.work.decision : null
}

function literalUse(node: FlowNode, value: Value | null): NameUse[] {
  return value !== null && 'literal' in value && typeof value.literal === 'string' ? [named(node, value.literal)] : []
}

type Role = 'throw' | 'receive' | 'start'

/** @param starting elements whose events start instances */
function eventsOf(
  nodes: readonly FlowNode[],
  starting: ReadonlySet<string>,
  type: 'message' | 'signal',
  role: Role,
): ValueUse[] {
  return nodes.flatMap((node) => {
    if (roleOf(node, starting) !== role) return []
    return triggersOf(node).flatMap((trigger) =>
      trigger.type === type ? [{ elementId: node.id, name: trigger.name }] : [],
    )
  })
}

function roleOf(node: FlowNode, starting: ReadonlySet<string>): Role {
  if (starting.has(node.id)) return 'start'
  return ['end-event', 'intermediate-throw-event', 'send-task'].includes(node.kind) ? 'throw' : 'receive'
}

// Data and texts of the diagram's author, whatever they look like.
const NOT_EXPRESSIONS = ['literal', 'properties']

/** Finds every expression below; literals are data and are not looked into. */
function expressionsIn(value: unknown): Expression[] {
  if (typeof value !== 'object' || value === null) return []
  if (isExpression(value)) return [value]
  return Object.entries(value).flatMap(([key, inner]) => (NOT_EXPRESSIONS.includes(key) ? [] : expressionsIn(inner)))
}

function isExpression(value: object): value is Expression {
  return 'feel' in value && 'source' in value && typeof value.feel === 'string' && typeof value.source === 'string'
}
