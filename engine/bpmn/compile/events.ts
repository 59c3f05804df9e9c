import type { EventTrigger } from '../../model/process-definition.ts'
import { flagOf, textOf } from '../xml/moddle-element.ts'
import type { NodeCompiler } from './compilation.ts'
import { compileTrigger } from './event-trigger.ts'
import { compileInputs, compileOutputs } from './mappings.ts'
import { nodeBase } from './node-base.ts'
import { dataOf } from './node-data.ts'
import { propertyOf } from './properties.ts'

export const compileStartEvent: NodeCompiler = (node, compilation) => {
  const trigger = compileTrigger(node, compilation)
  if (trigger === null) return null
  const outputs = compileOutputs(node, compilation)
  return {
    ...nodeBase(node),
    ...dataOf(node, compilation),
    ...(outputs.length === 0 ? {} : { outputs }),
    kind: 'start-event',
    trigger,
    formKey: textOf(node.element, 'camunda:formKey'),
    // An error always interrupts, whatever the drawing says (BPMN 2.0.2 §10.5.6).
    interrupting: catchesErrors(trigger) || (flagOf(node.element, 'isInterrupting') ?? true),
  }
}

function catchesErrors(trigger: EventTrigger): boolean {
  return trigger.type === 'error' || (trigger.type === 'multiple' && trigger.triggers.some(catchesErrors))
}

export const compileEndEvent: NodeCompiler = (node, compilation) => {
  const trigger = compileTrigger(node, compilation)
  if (trigger === null) return null
  const inputs = compileInputs(node, compilation)
  const endState = compilation.read.value(propertyOf(node.element, 'endState'), node.id)
  return { ...nodeBase(node), ...dataOf(node, compilation), kind: 'end-event', trigger, inputs, endState }
}

export const compileIntermediateCatchEvent: NodeCompiler = (node, compilation) => {
  const trigger = compileTrigger(node, compilation)
  if (trigger === null) return null
  return {
    ...nodeBase(node),
    ...dataOf(node, compilation),
    kind: 'intermediate-catch-event',
    trigger,
    outputs: compileOutputs(node, compilation),
  }
}

export const compileIntermediateThrowEvent: NodeCompiler = (node, compilation) => {
  const trigger = compileTrigger(node, compilation)
  if (trigger === null) return null
  return {
    ...nodeBase(node),
    ...dataOf(node, compilation),
    kind: 'intermediate-throw-event',
    trigger,
    inputs: compileInputs(node, compilation),
  }
}

export const compileBoundaryEvent: NodeCompiler = (node, compilation) => {
  const trigger = compileTrigger(node, compilation)
  if (trigger === null || node.attachedTo === null) return null
  return {
    ...nodeBase(node),
    ...dataOf(node, compilation),
    kind: 'boundary-event',
    attachedTo: node.attachedTo.id,
    interrupting: flagOf(node.element, 'cancelActivity') ?? true,
    trigger,
    outputs: compileOutputs(node, compilation),
  }
}
