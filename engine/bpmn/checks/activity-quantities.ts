import { isActivity, type DiagramNode } from '../diagram/diagram.ts'
import { checkEachNode, nameOf, type NodeFinding } from './check.ts'

/** An activity takes and gives at least one token (BPMN 2.0.2 §10.3, table 10.3). */
export const checkActivityQuantities = checkEachNode((node) =>
  isActivity(node) ? [...quantity(node, 'startQuantity'), ...quantity(node, 'completionQuantity')] : [],
)

function quantity(node: DiagramNode, attribute: string): NodeFinding[] {
  const value = node.element.get(attribute)
  if (value === undefined || (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1)) return []
  const message = `The ${attribute} of ${nameOf(node)} is no whole number from 1; correct or remove it.`
  return [{ code: 'quantity-invalid', message, section: '10.3' }]
}
