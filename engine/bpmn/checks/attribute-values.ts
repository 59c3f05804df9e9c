import { elementOf, textOf, type ModdleElement } from '../xml/moddle-element.ts'
import { checkEachNode, nameOf, shorten } from './check.ts'

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

/** Attributes that choose between behaviours have one of the values that the standard lists. */
export const checkAttributeValues = checkEachNode((node) =>
  [node.element, elementOf(node.element, 'loopCharacteristics')].flatMap((element) => {
    const unknown = element === null ? null : unknownValue(element)
    if (unknown === null) return []
    const { attribute, value, values, section } = unknown
    const message = `The ${attribute} of ${nameOf(node)} is "${shorten(value)}"; write ${values.join(' or ')}.`
    return [{ code: 'attribute-out-of-range', message, section }]
  }),
)

function unknownValue(element: ModdleElement) {
  const known = Object.hasOwn(VALUES, element.$type) ? VALUES[element.$type] : undefined
  const value = known === undefined ? null : textOf(element, known.attribute)
  return known === undefined || value === null || known.values.includes(value) ? null : { ...known, value }
}
