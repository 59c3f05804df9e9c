/** Files that are broken by chance: elements and attributes lost, doubled, moved, renamed and filled with nonsense. */
import type { Tape } from './tape.ts'

interface Element {
  name: string
  attributes: [name: string, value: string][]
  /** Elements, and text as it stands, comments included. */
  content: (Element | string)[]
}

/** @param text a well-formed file */
export const mutateFile = (text: string, tape: Tape): string => {
  const root = parse(text)
  for (let count = 1 + tape.below(5); count > 0; count--) mutate(root, tape)
  const written = root.content.map(write).join('')
  return tape.chance(6) ? breakText(written, tape) : written
}

const mutate = (root: Element, tape: Tape): void => {
  const all = elementsIn(root)
  const { element, parent, place } = tape.one(all)
  const inside = parent.content
  switch (tape.below(15)) {
    case 0:
      inside.splice(place, 1)
      return
    case 1:
      inside.splice(place, 0, copyOf(element))
      return
    case 2:
      inside.splice(place, 0, withNewIds(copyOf(element), tape.below(1_000)))
      return
    case 3: {
      const other = tape.one(all)
      // A copy, so that nothing ever stands inside itself.
      inside.splice(place, 1)
      other.element.content.splice(tape.below(other.element.content.length + 1), 0, copyOf(element))
      return
    }
    case 4:
      inside.sort(() => tape.below(3) - 1)
      return
    case 5:
    case 6: {
      const references = all.flatMap(({ element: { attributes } }) =>
        attributes.filter(([name]) => /(?:Ref|^default|^processRef|^id)$/.test(name)),
      )
      if (references.length < 2) return
      const [one, other] = [tape.one(references), tape.one(references)]
      ;[one[1], other[1]] = [other[1], one[1]]
      return
    }
    case 7:
      if (element.attributes.length > 0) element.attributes.splice(tape.below(element.attributes.length), 1)
      return
    case 8:
    case 9: {
      const prefix = /^\w+:/.exec(element.name)?.[0] ?? ''
      element.name = prefix + tape.one(TYPES)
      return
    }
    case 10:
      if (element.attributes.length > 0) tape.one(element.attributes)[1] = tape.one(NONSENSE)
      return
    case 11: {
      const name = tape.one(ATTRIBUTES)
      element.attributes = element.attributes.filter(([other]) => other !== name)
      element.attributes.push([name, tape.chance(50) ? tape.one(NONSENSE) : anyId(all, tape)])
      return
    }
    case 12:
      element.content = [tape.one(NONSENSE)]
      return
    case 13:
      for (let depth = tape.below(6); depth >= 0; depth--) {
        const inner = withNewIds(copyOf(element), tape.below(1_000))
        element.content.push(inner)
        if (elementsIn(root).length > 2_000) return
      }
      return
    default: {
      const other = tape.one(all).element
      if (isInside(element, other) || isInside(other, element)) return
      ;[element.content, other.content] = [other.content, element.content]
    }
  }
}

/** Behind the well-formed: cut off, or with characters lost, doubled or put in. */
const breakText = (text: string, tape: Tape): string => {
  const at = (tape.below(10_000) * 10_000 + tape.below(10_000)) % Math.max(text.length, 1)
  switch (tape.below(4)) {
    case 0:
      return text.slice(0, at)
    case 1:
      return text.slice(0, at) + text.slice(at + 1 + tape.below(40))
    case 2:
      return text.slice(0, at) + text.slice(Math.max(0, at - tape.below(400)))
    default:
      return (
        text.slice(0, at) +
        tape.one(['<', '>', '&', '"', '\0', '\ud800', '<!--', ']]>', '<![CDATA[', '&#0;', '&x;']) +
        text.slice(at)
      )
  }
}

const TYPES = [
  'task', 'userTask', 'serviceTask', 'sendTask', 'receiveTask', 'scriptTask', 'businessRuleTask', 'manualTask',
  'callActivity', 'subProcess', 'transaction', 'adHocSubProcess', 'startEvent', 'endEvent', 'boundaryEvent',
  'intermediateCatchEvent', 'intermediateThrowEvent', 'exclusiveGateway', 'parallelGateway', 'inclusiveGateway',
  'complexGateway', 'eventBasedGateway', 'messageEventDefinition', 'timerEventDefinition', 'errorEventDefinition',
  'escalationEventDefinition', 'compensateEventDefinition', 'cancelEventDefinition', 'conditionalEventDefinition',
  'linkEventDefinition', 'signalEventDefinition', 'terminateEventDefinition', 'sequenceFlow', 'messageFlow',
  'association', 'dataObject', 'dataObjectReference', 'dataStoreReference', 'dataStore', 'process', 'collaboration',
  'participant', 'lane', 'laneSet', 'flowNodeRef', 'conditionExpression', 'standardLoopCharacteristics',
  'multiInstanceLoopCharacteristics', 'loopCardinality', 'completionCondition', 'ioSpecification', 'dataInput',
  'dataOutput', 'inputSet', 'dataInputAssociation', 'extensionElements', 'textAnnotation', 'group', 'definitions',
  'globalUserTask', 'globalTask', 'choreography', 'conversation', 'correlationKey', 'message', 'error', 'signal',
  'timeDuration', 'timeCycle', 'script', 'property', 'potentialOwner', 'resourceRole', 'incoming', 'outgoing', 'unknown',
] as const // prettier-ignore

const ATTRIBUTES = [
  'id', 'name', 'sourceRef', 'targetRef', 'attachedToRef', 'default', 'messageRef', 'errorRef', 'signalRef',
  'escalationRef', 'activityRef', 'processRef', 'calledElement', 'dataObjectRef', 'isExecutable', 'triggeredByEvent',
  'isForCompensation', 'cancelActivity', 'isInterrupting', 'parallelMultiple', 'instantiate', 'eventGatewayType',
  'startQuantity', 'completionQuantity', 'isSequential', 'behavior', 'loopMaximum', 'testBefore', 'ordering',
  'cancelRemainingInstances', 'waitForCompletion', 'camunda:type', 'camunda:topic', 'camunda:expression',
  'camunda:collection', 'camunda:assignee', 'camunda:dueDate', 'camunda:decisionRef', 'camunda:resultVariable',
  'gatewayDirection', 'xsi:type', 'xmlns', 'xmlns:bpmn', 'isCollection', 'scriptFormat', 'language',
] as const // prettier-ignore

const NONSENSE = [
  '', ' ', 'true', 'false', '0', '-1', '3', '1e309', '99999999999999999999', 'NaN', 'null', '__proto__', 'constructor',
  'toString', 'hasOwnProperty', 'p', '=', '=x', '=x > 1'.replace('>', '&gt;'), '=[1..1000000000]', '=((((((((x))))))))',
  '=constructor', '=__proto__.x', '${x}', '${x', '#{a.b()}', '=for i in 1..9999 return i', '=matches(x, "(a+)+$")'.replaceAll('"', '&quot;'),
  'PT1H', 'R/PT0S', 'R/PT1S', 'R-1/PT1H', 'PT9999999999H', '2026-13-99', '=duration(x)', '../../x', 'a b', 'ā🎹', '&#10;',
  'Parallel', 'Complex', 'None', 'tFormalExpression', 'bpmn:tFormalExpression', 'http://example.org/other', 'x'.repeat(3_000),
  '='.concat('('.repeat(300)), '=x'.concat('+x'.repeat(400)),
] as const // prettier-ignore

const anyId = (all: readonly { readonly element: Element }[], tape: Tape): string => {
  const ids = all.flatMap(({ element: { attributes } }) =>
    attributes.filter(([name]) => name === 'id').map(([, id]) => id),
  )
  return ids.length === 0 ? 'nobody' : tape.one(ids)
}

const elementsIn = (root: Element): { element: Element; parent: Element; place: number }[] => {
  const found: { element: Element; parent: Element; place: number }[] = []
  const open = [root]
  for (let parent = open.pop(); parent !== undefined; parent = open.pop())
    for (const [place, element] of parent.content.entries())
      if (typeof element !== 'string') {
        found.push({ element, parent, place })
        open.push(element)
      }
  return found.length === 0 ? [{ element: root, parent: root, place: 0 }] : found
}

const isInside = (element: Element, other: Element): boolean =>
  element === other || elementsIn(other).some((one) => one.element === element)

const copyOf = (element: Element): Element => structuredClone(element)

const withNewIds = (element: Element, number: number): Element => {
  for (const one of [element, ...elementsIn(element).map((inner) => inner.element)])
    one.attributes = one.attributes.map(([name, value]) => [name, name === 'id' ? `${value}_${number}` : value])
  return element
}

const write = (part: Element | string): string => {
  if (typeof part === 'string') return part
  const attributes = part.attributes.map(([name, value]) => ` ${name}="${value}"`).join('')
  return `<${part.name}${attributes}>${part.content.map(write).join('')}</${part.name}>`
}

/** Only as much XML as our own files have; what is between tags stays as it is. */
const parse = (text: string): Element => {
  const root: Element = { name: '', attributes: [], content: [] }
  const path = [root]
  let end = 0
  for (const match of text.matchAll(
    /<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(\/?)([^\s/>]+)((?:"[^"]*"|'[^']*'|[^"'>])*?)(\/?)>/gs,
  )) {
    const inside = path.at(-1) ?? root
    const [tag, closes, name, attributes = '', empty] = match
    inside.content.push(text.slice(end, match.index))
    end = match.index + tag.length
    if (name === undefined) inside.content.push(tag)
    else if (closes === '/') path.pop()
    else {
      const element: Element = {
        name,
        attributes: [...attributes.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(
          ([, attribute = '', one, two]) => [attribute, one ?? (two ?? '').replaceAll('"', '&quot;')],
        ),
        content: [],
      }
      inside.content.push(element)
      if (empty !== '/') path.push(element)
    }
  }
  root.content.push(text.slice(end))
  return root
}
