/** Message flows join pools, and what sends with what receives (BPMN 2.0.2 §7.6.2, §9.4). */
import type { Diagram } from '../diagram/diagram.ts'
import { elementOf, elementsOf, isModdleElement, nearestId, type ModdleElement } from '../xml/moddle-element.ts'
import { problemAt, shorten, type Check, type Finding, type NodeFinding } from './check.ts'
import { isOfType } from './reference-kinds.ts'

/** Each message flow with an end in a process that runs; those between others only draw something. */
export const checkMessageFlows: Check = (reading) => {
  const executable = new Set(reading.diagram.processes.map(({ element }) => element))
  return messageFlowsOf(reading.diagram).flatMap((flow) => {
    const [source, target] = [elementOf(flow, 'sourceRef'), elementOf(flow, 'targetRef')]
    const runs = [source, target].some((end) => {
      const process = processOf(end)
      return process !== null && executable.has(process)
    })
    if (!runs) return []
    return findingsAt(flow, source, target).map((finding) =>
      problemAt(reading, { ...finding, elementId: nearestId(flow) }),
    )
  })
}

/** All message flows of the collaborations of a file. */
function messageFlowsOf({ definitions }: Diagram): ModdleElement[] {
  return elementsOf(definitions, 'rootElements').flatMap((root) => elementsOf(root, 'messageFlows'))
}

function findingsAt(flow: ModdleElement, source: ModdleElement | null, target: ModdleElement | null): NodeFinding[] {
  const name = shorten(nearestId(flow) ?? '')
  // A lost end is reported as a lost reference.
  if (source === null || target === null) return []
  const found: Omit<Finding, 'elementId'>[] = []
  if (source === target || (processOf(source) !== null && processOf(source) === processOf(target))) {
    const message = `The message flow "${name}" stays in one pool; use a sequence flow, or lead it to another pool.`
    found.push({ code: 'message-flow-within-pool', message, section: '9.4' })
  }
  if (!maySend(source)) {
    const message = `The message flow "${name}" comes from "${shorten(nearestId(source) ?? '')}", which cannot send; begin at a pool, an activity, an end event or an event that throws a message.`
    found.push({ code: 'message-flow-end-wrong', message, section: '7.6.2' })
  }
  if (!mayReceive(target)) {
    const message = `The message flow "${name}" leads to "${shorten(nearestId(target) ?? '')}", which cannot receive; end at a pool, an activity, a start event or an event that catches a message.`
    found.push({ code: 'message-flow-end-wrong', message, section: '7.6.2' })
  }
  return found
}

function maySend(end: ModdleElement): boolean {
  return isPoolOrActivity(end) || (isOfType(end, 'bpmn:ThrowEvent') && mayCarryMessage(end))
}

function mayReceive(end: ModdleElement): boolean {
  return isPoolOrActivity(end) || (isOfType(end, 'bpmn:CatchEvent') && mayCarryMessage(end))
}

function isPoolOrActivity(end: ModdleElement): boolean {
  return ['bpmn:Participant', 'bpmn:Activity', 'bpmn:ConversationNode'].some((type) => isOfType(end, type))
}

/** An event without definition leaves open what begins or ends there: many drawings show so where a case comes from. */
function mayCarryMessage(event: ModdleElement): boolean {
  const definitions = [...elementsOf(event, 'eventDefinitions'), ...elementsOf(event, 'eventDefinitionRef')]
  return definitions.length === 0 || definitions.some(({ $type }) => $type === 'bpmn:MessageEventDefinition')
}

/** The process that an element stands in, or that its pool stands for; null for black boxes. */
function processOf(end: ModdleElement | null): ModdleElement | null {
  if (end?.$type === 'bpmn:Participant') return elementOf(end, 'processRef')
  for (let at: unknown = end, steps = 0; isModdleElement(at) && steps < 200; at = at.$parent, steps += 1) {
    if (at.$type === 'bpmn:Process') return at
  }
  return null
}
