import type { ModdleWarning } from 'bpmn-moddle'
import { isModdleElement, nearestId } from '../xml/moddle-element.ts'
import { isElsewhere } from '../xml/qualified-references.ts'
import type { Diagram } from '../diagram/diagram.ts'
import { problemAt, shorten, type Check, type Finding } from './check.ts'
import { isOfType } from './reference-kinds.ts'
import { isDecisive } from './reference-severity.ts'

/** Everything that the parser left out or could not resolve: what it drops silently would be missing at run time. */
export const checkParserWarnings: Check = (reading) =>
  reading.warnings.flatMap((warning) => {
    const finding = findingOf(warning, reading.diagram)
    return finding === null ? [] : [problemAt(reading, finding)]
  })

// These have checks of their own, which know what the reference is for.
const CHECKED_ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'bpmn:attachedToRef': ['bpmn:BoundaryEvent'],
  'bpmn:messageRef': ['bpmn:MessageEventDefinition', 'bpmn:ReceiveTask', 'bpmn:SendTask'],
  'bpmn:signalRef': ['bpmn:SignalEventDefinition'],
  'bpmn:sourceRef': ['bpmn:SequenceFlow'],
  'bpmn:targetRef': ['bpmn:SequenceFlow'],
}

// The standard's schema has these, the parser does not; nothing runs differently without them.
const LEGAL = [
  'bpmn:EndPointRef',
  'bpmn:MessageFlowRef',
  'bpmn:InnerParticipantRef',
  'bpmn:OuterParticipantRef',
  'bpmn:documentation',
]

function findingOf(warning: ModdleWarning, diagram: Diagram): Finding | null {
  const { message, element, property = '', value } = warning
  if (message.startsWith('unresolved reference')) {
    const holder = isModdleElement(element) ? element : null
    const type = holder?.$type ?? ''
    const known = Object.hasOwn(CHECKED_ELSEWHERE, property) ? CHECKED_ELSEWHERE[property] : undefined
    if (property === 'bpmn:default' || known?.includes(type) === true) return null
    // An event that loses its definition would pass at once; other lost references draw or document something.
    const isNeeded = holder !== null && isDecisive(holder, property, diagram)
    const isEmpty = typeof value !== 'string' || value.trim() === ''
    if (isEmpty && property !== 'bpmn:eventDefinitionRef') return null
    if (!isNeeded && typeof value === 'string' && isElsewhere(diagram.definitions, value)) return null
    return {
      severity: isNeeded ? 'error' : 'warning',
      elementId: nearestId(element),
      code: 'reference-unresolved',
      message: `"${shorten(property)}" refers to "${shorten(String(value))}", which is not in the file; correct or remove it.`,
      section: '8.3.1',
    }
  }
  if (message.startsWith('unknown attribute')) {
    // A flow node with a default that the standard does not know there has a check of its own.
    if (property === 'default' && isModdleElement(element) && isOfType(element, 'bpmn:FlowNode')) return null
    const told = `The attribute "${shorten(property)}" is not known here and has no effect; correct or remove it.`
    return { severity: 'warning', elementId: nearestId(element), code: 'attribute-unknown', message: told }
  }
  if (message.startsWith('unsupported document encoding')) {
    const told = 'The file declares another encoding than UTF-8, but was read as UTF-8; save it as UTF-8.'
    return { severity: 'warning', elementId: null, line: 1, code: 'encoding-ignored', message: told }
  }
  return unparsable(message)
}

/** `unparsable content <tag> detected … line: 3 … nested error: duplicate ID <a>`; its lines count from 0. */
function unparsable(message: string): Finding | null {
  const line = Number(/line: (\d+)/.exec(message)?.[1] ?? -1) + 1 || null
  const nested = /nested error: ([\s\S]*)$/.exec(message)?.[1] ?? message
  const name = /<([^<>]*)>/.exec(nested)?.[1] ?? ''
  const at = { elementId: null, line }

  if (nested.startsWith('duplicate ID')) {
    const told = `The id "${shorten(name)}" is used a second time; give this element another id.`
    return { elementId: name, line, code: 'duplicate-id', message: told, section: '8.3.1' }
  }
  if (nested.startsWith('illegal ID')) {
    const told = `The id "${shorten(name)}" is not allowed; begin with a letter from a to z or "_", then such letters, digits, "_", "-", ".".`
    return { ...at, code: 'unsafe-id', message: told }
  }
  if (nested.startsWith('unknown type') || nested.startsWith('unrecognized element')) {
    if (LEGAL.includes(name)) return null
    // Only BPMN and Camunda's vocabulary say what runs; a drawing and what other tools write change nothing about it.
    const severity = /^(?:bpmn|camunda):/.test(name) ? 'error' : 'warning'
    const told = `The element "${shorten(name)}" is not known at this place; correct or remove it.`
    return { ...at, severity, code: 'element-unknown', message: told }
  }
  if (nested.startsWith('unexpected body text')) {
    const told = `The text "${shorten(name.trim())}" stands between elements and has no effect; remove it.`
    return { ...at, severity: 'warning', code: 'text-ignored', message: told }
  }
  return {
    ...at,
    code: 'content-unreadable',
    message: `A part cannot be read (${shorten(nested)}); correct or remove it.`,
  }
}
