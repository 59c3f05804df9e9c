import type { StandardLoop } from '../../model/process-definition.ts'
import type { DiagramNode } from '../diagram/diagram.ts'
import { bodyOf, elementOf, flagOf } from '../xml/moddle-element.ts'
import type { Compilation } from './compilation.ts'

/** Standard loop (BPMN 2.0.2 §10.3.8, Table 10.28). */
export function compileStandardLoop(node: DiagramNode, { read }: Compilation): StandardLoop | null {
  const loop = elementOf(node.element, 'loopCharacteristics')
  if (loop?.$type !== 'bpmn:StandardLoopCharacteristics') return null
  const maximum = loop.get('loopMaximum')
  return {
    testBefore: flagOf(loop, 'testBefore') ?? false,
    maximum: typeof maximum === 'number' && Number.isInteger(maximum) ? maximum : null,
    condition: read.expression(bodyOf(loop, 'loopCondition'), node.id),
  }
}
