import type { MultiInstance, Value } from '../../model/process-definition.ts'
import type { DiagramNode } from '../diagram/diagram.ts'
import { bodyOf, elementOf, flagOf, textOf, type ModdleElement } from '../xml/moddle-element.ts'
import type { Compilation } from './compilation.ts'
import { compileBehaviour } from './multi-instance-behaviour.ts'
import { variableNameOf } from './variable-name-of.ts'

/** Multi-instance (BPMN 2.0.2 §10.3.8), counted by `loopCardinality`, `camunda:collection` or `loopDataInputRef`. */
export function compileMultiInstance(node: DiagramNode, compilation: Compilation): MultiInstance | null {
  const loop = elementOf(node.element, 'loopCharacteristics')
  if (loop?.$type !== 'bpmn:MultiInstanceLoopCharacteristics') return null
  const { read } = compilation
  const item = elementOf(loop, 'inputDataItem')
  const behaviour = compileBehaviour(loop, node, compilation)
  return {
    sequential: flagOf(loop, 'isSequential') ?? false,
    cardinality: compileCardinality(bodyOf(loop, 'loopCardinality'), node, compilation),
    // Camunda reads a collection without a marker as the name of a variable, which is what FEEL does with it.
    collection: read.expression(textOf(loop, 'camunda:collection'), node.id),
    elementVariable: textOf(loop, 'camunda:elementVariable') ?? (item === null ? null : variableNameOf(item)),
    completionCondition: read.expression(bodyOf(loop, 'completionCondition'), node.id),
    ...compileData(loop),
    ...(behaviour.length === 0 ? {} : { behaviour }),
  }
}

/** A number, or an expression, which needs no marker, as in a condition. */
function compileCardinality(text: string | null, { id }: DiagramNode, { read }: Compilation): Value | null {
  if (text === null || !Number.isNaN(Number(text))) return read.number(text, id)
  const expression = read.expression(text, id)
  return expression === null ? null : { expression }
}

function compileData(loop: ModdleElement) {
  const variable = (property: string): string | null => {
    const element = elementOf(loop, property)
    return element === null ? null : variableNameOf(element)
  }
  const inputVariable = variable('loopDataInputRef')
  const outputItem = variable('outputDataItem')
  const outputVariable = outputItem === null ? null : variable('loopDataOutputRef')
  return {
    ...(inputVariable === null ? {} : { inputVariable }),
    ...(outputItem === null ? {} : { outputItem }),
    ...(outputVariable === null ? {} : { outputVariable }),
  }
}
