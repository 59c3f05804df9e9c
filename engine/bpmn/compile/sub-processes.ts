import type { AdHoc } from '../../model/process-definition.ts'
import { isEventSubProcess, type DiagramNode } from '../diagram/diagram.ts'
import { bodyOf, flagOf, textOf } from '../xml/moddle-element.ts'
import type { Compilation, NodeCompiler } from './compilation.ts'
import { activityBase } from './node-base.ts'
import { propertyOf } from './properties.ts'

export const compileSubProcess: NodeCompiler = (node, compilation) => ({
  ...activityBase(node, compilation),
  kind: 'sub-process',
  triggeredByEvent: isEventSubProcess(node),
  transaction: node.type === 'bpmn:Transaction',
  ...(node.type === 'bpmn:AdHocSubProcess' ? { adHoc: compileAdHoc(node, compilation) } : {}),
})

/** BPMN 2.0.2 §10.3.5, Table 10.22. */
function compileAdHoc({ element, id }: DiagramNode, { read }: Compilation): AdHoc {
  return {
    sequential: textOf(element, 'ordering') === 'Sequential',
    completionCondition: read.expression(bodyOf(element, 'completionCondition'), id),
    cancelRemaining: flagOf(element, 'cancelRemainingInstances') ?? true,
    byHand: propertyOf(element, 'begin') === 'by hand',
  }
}
