import { WORK_ATTRIBUTES } from '../../compile/work.ts'
import type { DiagramNode, DiagramProcess } from '../../diagram/diagram.ts'
import { textOf } from '../../xml/moddle-element.ts'
import { linkNameOf } from '../links.ts'

const WAITING = ['bpmn:UserTask', 'bpmn:ReceiveTask', 'bpmn:CallActivity', 'bpmn:EventBasedGateway']
const JOINING = ['bpmn:ParallelGateway', 'bpmn:InclusiveGateway', 'bpmn:ComplexGateway']
const WORKING = ['bpmn:ServiceTask', 'bpmn:SendTask', 'bpmn:BusinessRuleTask']

/** Elements where a token may rest, so that a loop through them is none that the machine runs by itself. */
export function waitingNodesOf(process: DiagramProcess): ReadonlySet<DiagramNode> {
  const waiting = new Set(process.nodes.filter(waitsItself))
  // Sub-processes come before what stands in them.
  for (const scope of process.scopes.toReversed()) {
    const { node, nodes } = scope
    if (node !== null && (node.type === 'bpmn:AdHocSubProcess' || nodes.some((inside) => waiting.has(inside)))) {
      waiting.add(node)
    }
  }
  return waiting
}

function waitsItself(node: DiagramNode): boolean {
  const { element, type } = node
  if (WAITING.includes(type)) return true
  if (type === 'bpmn:IntermediateCatchEvent') return linkNameOf(node) === null
  // It may wait for tokens that come no second time.
  if (JOINING.includes(type)) return node.incoming.length > 1
  if (element.get('startQuantity') !== undefined && element.get('startQuantity') !== 1) return true
  if (!WORKING.includes(type)) return false
  return WORK_ATTRIBUTES.some((name) => name !== 'camunda:expression' && textOf(element, name) !== null)
}
