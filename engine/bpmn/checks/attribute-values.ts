import { eventDefinitionsOf } from '../compile/event-trigger.ts'
import { elementOf, flagOf, textOf, type ModdleElement } from '../xml/moddle-element.ts'
import { nodesOf, nameOf, problemAt, shorten, type Check, type Finding } from './check.ts'

const VALUES: Readonly<
  Record<string, { readonly attribute: string; readonly values: readonly string[]; readonly section: string }>
> = {
  'bpmn:EventBasedGateway': { attribute: 'eventGatewayType', values: ['Exclusive', 'Parallel'], section: '10.6.6' },
  'bpmn:AdHocSubProcess': { attribute: 'ordering', values: ['Parallel', 'Sequential'], section: '10.3.5' },
  'bpmn:MultiInstanceLoopCharacteristics': {
    attribute: 'behavior',
    values: ['None', 'One', 'All', 'Complex'],
    section: '10.3.8',
  },
}

// Where each of these stands the other way round, something else runs.
const FLAGS: readonly { readonly attribute: string; readonly section: string }[] = [
  { attribute: 'isExecutable', section: '10.2' },
  { attribute: 'isForCompensation', section: '10.3' },
  { attribute: 'instantiate', section: '10.3.3' },
  { attribute: 'triggeredByEvent', section: '10.3.5' },
  { attribute: 'cancelRemainingInstances', section: '10.3.5' },
  { attribute: 'testBefore', section: '10.3.8' },
  { attribute: 'isSequential', section: '10.3.8' },
  { attribute: 'isInterrupting', section: '10.5.2' },
  { attribute: 'cancelActivity', section: '10.5.4' },
  { attribute: 'parallelMultiple', section: '10.5.2' },
  { attribute: 'waitForCompletion', section: '10.5.5' },
]

/** Attributes that choose between behaviours have one of the values that the standard lists. */
export const checkAttributeValues: Check = (reading) => {
  const ofNodes = nodesOf(reading).flatMap((node) =>
    [node.element, elementOf(node.element, 'loopCharacteristics'), ...eventDefinitionsOf(node)].flatMap((element) =>
      element === null ? [] : wrongValues(element, node.id, nameOf(node)),
    ),
  )
  const ofProcesses = reading.diagram.processes.flatMap(({ element, id }) =>
    wrongValues(element, id, `"${shorten(id)}"`),
  )
  return [...ofProcesses, ...ofNodes].map((finding) => problemAt(reading, finding))
}

function wrongValues(element: ModdleElement, elementId: string, name: string): Finding[] {
  const choice = Object.hasOwn(VALUES, element.$type) ? VALUES[element.$type] : undefined
  const chosen = choice === undefined ? null : textOf(element, choice.attribute)
  const isUnknown = choice !== undefined && chosen !== null && !choice.values.includes(chosen)
  const wrong = FLAGS.filter(
    ({ attribute }) => textOf(element, attribute) !== null && flagOf(element, attribute) === null,
  )
  return [
    ...(isUnknown ? [{ ...choice, value: chosen }] : []),
    ...wrong.map((flag) => ({ ...flag, value: textOf(element, flag.attribute) ?? '', values: ['true', 'false'] })),
  ].map(({ attribute, value, values, section }) => ({
    elementId,
    code: 'attribute-out-of-range',
    message: `The ${attribute} of ${name} is "${shorten(value)}"; write ${values.join(' or ')}.`,
    section,
  }))
}
