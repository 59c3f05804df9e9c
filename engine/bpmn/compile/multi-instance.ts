import type { MultiInstance } from '../../model/process-definition.ts'
import type { DiagramNode } from '../diagram/diagram.ts'
import { bodyOf, elementOf, flagOf, textOf } from '../xml/moddle-element.ts'
import type { Compilation } from './compilation.ts'

/** Multi-instance (BPMN 2.0.2 §10.3.8), counted by `loopCardinality` or by `camunda:collection`. */
export function compileMultiInstance(node: DiagramNode, { read }: Compilation): MultiInstance | null {
  const loop = elementOf(node.element, 'loopCharacteristics')
  if (loop?.$type !== 'bpmn:MultiInstanceLoopCharacteristics') return null
  return {
    sequential: flagOf(loop, 'isSequential') ?? false,
    cardinality: read.number(bodyOf(loop, 'loopCardinality'), node.id),
    // Camunda reads a collection without a marker as the name of a variable, which is what FEEL does with it.
    collection: read.expression(textOf(loop, 'camunda:collection'), node.id),
    elementVariable: textOf(loop, 'camunda:elementVariable'),
    completionCondition: read.expression(bodyOf(loop, 'completionCondition'), node.id),
  }
}
