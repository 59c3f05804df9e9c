/** What a multi-instance throws while its runs complete (BPMN 2.0.2 Table 10.29, `behavior`). */
import type { BehaviourEvent, BehaviourTrigger, SingleTrigger } from '../../model/process-definition.ts'
import type { DiagramNode } from '../diagram/diagram.ts'
import { bodyOf, elementOf, elementsOf, textOf, type ModdleElement } from '../xml/moddle-element.ts'
import type { Compilation } from './compilation.ts'
import { TRIGGER_COMPILERS } from './event-trigger.ts'

/** Empty for `All`, by which nothing is thrown. */
export function compileBehaviour(
  loop: ModdleElement,
  node: DiagramNode,
  compilation: Compilation,
): readonly BehaviourEvent[] {
  switch (textOf(loop, 'behavior')) {
    case 'None':
      return [{ on: 'each', trigger: triggerOrSignal(elementOf(loop, 'noneBehaviorEventRef'), node, compilation) }]
    case 'One':
      return [{ on: 'first', trigger: triggerOrSignal(elementOf(loop, 'oneBehaviorEventRef'), node, compilation) }]
    case 'Complex':
      return elementsOf(loop, 'complexBehaviorDefinition').flatMap((one) => compileComplex(one, node, compilation))
    default:
      return []
  }
}

function compileComplex(complex: ModdleElement, node: DiagramNode, compilation: Compilation): BehaviourEvent[] {
  const condition = compilation.read.expression(bodyOf(complex, 'condition'), node.id)
  const event = elementOf(complex, 'event')
  if (condition === null) return []
  return [...elementsOf(event, 'eventDefinitions'), ...elementsOf(event, 'eventDefinitionRef')].flatMap(
    (definition) => {
      const trigger = compileTrigger(definition, node, compilation)
      return trigger === null ? [] : [{ on: { condition }, trigger }]
    },
  )
}

/** Where no event is named, a signal of the activity's own name is thrown. */
function triggerOrSignal(
  definition: ModdleElement | null,
  node: DiagramNode,
  compilation: Compilation,
): BehaviourTrigger {
  return compileTrigger(definition, node, compilation) ?? { type: 'signal', name: { literal: node.id } }
}

function compileTrigger(
  definition: ModdleElement | null,
  node: DiagramNode,
  compilation: Compilation,
): BehaviourTrigger | null {
  const trigger = definition === null ? null : TRIGGER_COMPILERS[definition.$type]?.(definition, node, compilation)
  return trigger && canBeThrown(trigger) ? trigger : null
}

function canBeThrown(trigger: SingleTrigger): trigger is BehaviourTrigger {
  return ['signal', 'message', 'escalation', 'error'].includes(trigger.type)
}
