import { isGateway, type DiagramNode } from '../diagram/diagram.ts'
import { textOf } from '../xml/moddle-element.ts'
import { checkEachNode, nameOf, shorten } from './check.ts'

const FITS: Readonly<Record<string, (node: DiagramNode) => boolean>> = {
  Unspecified: () => true,
  Converging: ({ outgoing }) => outgoing.length <= 1,
  Diverging: ({ incoming }) => incoming.length <= 1,
  Mixed: ({ incoming, outgoing }) => incoming.length > 1 && outgoing.length > 1,
}

/** The direction of a gateway says how it is drawn (BPMN 2.0.2 §8.4.9); its flows decide what it does. */
export const checkGatewayDirections = checkEachNode((node) => {
  if (!isGateway(node)) return []
  const direction = textOf(node.element, 'gatewayDirection') ?? 'Unspecified'
  const fits = Object.hasOwn(FITS, direction) ? FITS[direction] : undefined
  if (fits?.(node) === true) return []
  const flows = `${node.incoming.length} flows in and ${node.outgoing.length} out`
  const message = `The gateway ${nameOf(node)} is said to be "${shorten(direction)}" but has ${flows}; correct gatewayDirection.`
  return [{ severity: 'warning', code: 'gateway-direction-wrong', message, section: '8.4.9' }]
})
