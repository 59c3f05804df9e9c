import type { Diagram } from '../diagram/diagram.ts'
import { isModdleElement, type ModdleElement } from '../xml/moddle-element.ts'

// What runs depends on these; other references draw or document something.
const DECISIVE = [
  'eventDefinitionRef',
  'messageRef',
  'signalRef',
  'errorRef',
  'escalationRef',
  'activityRef',
  'dataObjectRef',
  'sourceRef',
  'targetRef',
  'loopDataInputRef',
  'loopDataOutputRef',
  'noneBehaviorEventRef',
  'oneBehaviorEventRef',
  'correlationPropertyRef',
  'correlationKeyRef',
  'resourceRef',
  'parameterRef',
]
const DRAWN = ['bpmn:Association', 'bpmn:MessageFlow', 'bpmn:ConversationLink']
// A task of one kind takes its work from elsewhere, so that its message only documents it.
const DOCUMENTING = ['bpmn:Operation', 'bpmn:SendTask']

/**
 * Whether a lost or wrong reference keeps the file from running: it decides what happens, and stands in a process that
 * runs or beside the processes.
 *
 * @param property with or without the prefix of BPMN
 */
export function isDecisive(holder: ModdleElement, property: string, diagram: Diagram): boolean {
  if (!DECISIVE.includes(property.replace(/^bpmn:/, ''))) return false
  if (DRAWN.includes(holder.$type) || DOCUMENTING.includes(holder.$type)) return false
  const process = processAround(holder)
  return process === null || diagram.processes.some(({ element }) => element === process)
}

function processAround(holder: ModdleElement): ModdleElement | null {
  // As deep as a file may be, with room to spare.
  for (let at: unknown = holder, steps = 0; isModdleElement(at) && steps < 200; at = at.$parent, steps += 1) {
    if (at.$type === 'bpmn:Process') return at
  }
  return null
}
