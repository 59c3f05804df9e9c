import { bodyOf, textOf } from '../xml/moddle-element.ts'
import type { NodeCompiler } from './compilation.ts'
import { isInstantiating } from '../diagram/diagram.ts'
import { defaultFlowOf, nodeBase } from './node-base.ts'

export const compileExclusiveGateway: NodeCompiler = (node) => ({
  ...nodeBase(node),
  kind: 'exclusive-gateway',
  defaultFlow: defaultFlowOf(node),
})

export const compileParallelGateway: NodeCompiler = (node) => ({ ...nodeBase(node), kind: 'parallel-gateway' })

export const compileInclusiveGateway: NodeCompiler = (node) => ({
  ...nodeBase(node),
  kind: 'inclusive-gateway',
  defaultFlow: defaultFlowOf(node),
})

export const compileComplexGateway: NodeCompiler = (node, { read }) => ({
  ...nodeBase(node),
  kind: 'complex-gateway',
  defaultFlow: defaultFlowOf(node),
  activationCondition: read.expression(bodyOf(node.element, 'activationCondition'), node.id),
})

export const compileEventBasedGateway: NodeCompiler = (node) => ({
  ...nodeBase(node),
  kind: 'event-based-gateway',
  ...(isInstantiating(node) ? { instantiate: true } : {}),
  ...(textOf(node.element, 'eventGatewayType') === 'Parallel' ? { parallel: true } : {}),
})
