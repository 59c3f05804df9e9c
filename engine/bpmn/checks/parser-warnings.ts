import type { ModdleWarning } from 'bpmn-moddle'
import { isModdleElement, nearestId } from '../xml/moddle-element.ts'
import { problemAt, shorten, type Check, type Finding } from './check.ts'

/** Everything that the parser left out or could not resolve: what it drops silently would be missing at run time. */
export const checkParserWarnings: Check = (reading) =>
  reading.warnings.flatMap((warning) => {
    const finding = findingOf(warning)
    return finding === null ? [] : [problemAt(reading, finding)]
  })

// These have checks of their own, which know what the reference is for.
const CHECKED_ELSEWHERE = ['bpmn:attachedToRef', 'bpmn:messageRef', 'bpmn:signalRef', 'bpmn:errorRef', 'bpmn:default']
const FLOW_ENDS = ['bpmn:sourceRef', 'bpmn:targetRef']

function findingOf(warning: ModdleWarning): Finding | null {
  const { message, element, property = '', value } = warning
  if (message.startsWith('unresolved reference')) {
    const isFlow = isModdleElement(element) && element.$type === 'bpmn:SequenceFlow'
    if (CHECKED_ELSEWHERE.includes(property) || (isFlow && FLOW_ENDS.includes(property))) return null
    return {
      // An event that loses its definition would pass at once; other lost references draw or document something.
      severity: property === 'bpmn:eventDefinitionRef' ? 'error' : 'warning',
      elementId: nearestId(element),
      code: 'reference-unresolved',
      message: `"${shorten(property)}" refers to "${shorten(String(value))}", which is not in the file; correct or remove it.`,
    }
  }
  if (message.startsWith('unknown attribute')) {
    const told = `The attribute "${shorten(property)}" is not known here and has no effect; correct or remove it.`
    return { severity: 'warning', elementId: nearestId(element), code: 'attribute-unknown', message: told }
  }
  if (message.startsWith('unsupported document encoding')) {
    const told = 'The file declares another encoding than UTF-8, but was read as UTF-8; save it as UTF-8.'
    return { severity: 'warning', elementId: null, line: 1, code: 'encoding-ignored', message: told }
  }
  return unparsable(message)
}

/** The standard has it (BPMN 2.0.2 §9.5), the parser does not; nothing runs differently without it. */
const LEGAL = /^(?:[\w.-]+:)?messageFlowRef$/i

/** `unparsable content <tag> detected … line: 3 … nested error: duplicate ID <a>`; its lines count from 0. */
function unparsable(message: string): Finding | null {
  const line = Number(/line: (\d+)/.exec(message)?.[1] ?? -1) + 1 || null
  const nested = /nested error: ([\s\S]*)$/.exec(message)?.[1] ?? message
  const name = /<([^<>]*)>/.exec(nested)?.[1] ?? ''
  const at = { elementId: null, line }

  if (nested.startsWith('duplicate ID')) {
    const told = `The id "${shorten(name)}" is used a second time; give this element another id.`
    return { elementId: name, line, code: 'duplicate-id', message: told }
  }
  if (nested.startsWith('illegal ID')) {
    const told = `The id "${shorten(name)}" is not allowed; begin with a letter or "_", then letters, digits, "_", "-", ".".`
    return { ...at, code: 'unsafe-id', message: told }
  }
  if (nested.startsWith('unknown type') || nested.startsWith('unrecognized element')) {
    if (LEGAL.test(name)) return null
    // Drawing elements that we do not know change nothing about what runs.
    const severity = /^(?:bpmndi|dc|di|bioc|color):/.test(name) ? 'warning' : 'error'
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
