import { isEventSubProcess } from '../diagram/diagram.ts'
import type { NodeCompiler } from './compilation.ts'
import { activityBase } from './node-base.ts'

export const compileSubProcess: NodeCompiler = (node, compilation) => ({
  ...activityBase(node, compilation),
  kind: 'sub-process',
  triggeredByEvent: isEventSubProcess(node),
  transaction: node.type === 'bpmn:Transaction',
})
