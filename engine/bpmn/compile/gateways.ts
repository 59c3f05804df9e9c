import type { NodeCompiler } from './compilation.ts'
import { defaultFlowOf, nodeBase } from './node-base.ts'

export const compileExclusiveGateway: NodeCompiler = (node) => ({
  ...nodeBase(node),
  kind: 'exclusive-gateway',
  defaultFlow: defaultFlowOf(node),
})

export const compileParallelGateway: NodeCompiler = (node) => ({ ...nodeBase(node), kind: 'parallel-gateway' })

export const compileEventBasedGateway: NodeCompiler = (node) => ({ ...nodeBase(node), kind: 'event-based-gateway' })
