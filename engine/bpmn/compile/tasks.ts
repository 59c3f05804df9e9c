import { isInstantiating } from '../diagram/diagram.ts'
import { messageNameOf } from '../diagram/message-names.ts'
import { textOf } from '../xml/moddle-element.ts'
import type { NodeCompiler } from './compilation.ts'
import { compileMessageTrigger } from './event-trigger.ts'
import { activityBase } from './node-base.ts'
import { compileWork } from './work.ts'

export const compilePlainTask: NodeCompiler = (node, compilation) => ({
  ...activityBase(node, compilation),
  kind: 'task',
})

export const compileManualTask: NodeCompiler = (node, compilation) => ({
  ...activityBase(node, compilation),
  kind: 'manual-task',
})

export const compileServiceTask: NodeCompiler = (node, compilation) => {
  const work = compileWork(node, compilation)
  return work === null ? null : { ...activityBase(node, compilation), kind: 'service-task', work }
}

export const compileBusinessRuleTask: NodeCompiler = (node, compilation) => {
  const work = compileWork(node, compilation)
  return work === null ? null : { ...activityBase(node, compilation), kind: 'business-rule-task', work }
}

/** A send task may name its worker like a service task; without one it throws its message. */
export const compileSendTask: NodeCompiler = (node, compilation) => {
  const named = compileWork(node, compilation)
  if (named === null && messageNameOf(node.element, node) === null) return null
  const work = named ?? { by: 'message' as const, trigger: compileMessageTrigger(node.element, node, compilation) }
  return { ...activityBase(node, compilation), kind: 'send-task', work }
}

/** A receive task may leave its message open (BPMN 2.0.2 §10.3.3); then it waits for one that is called like itself. */
export const compileReceiveTask: NodeCompiler = (node, compilation) => {
  const trigger = compileMessageTrigger(node.element, node, compilation)
  return {
    ...activityBase(node, compilation),
    kind: 'receive-task',
    trigger: messageNameOf(node.element, node) === null ? { ...trigger, name: { literal: node.id } } : trigger,
    ...(isInstantiating(node) ? { instantiate: true } : {}),
  }
}

/** Without a script it is the equivalent of a task of no stated kind (BPMN 2.0.2 table 10.14). */
export const compileScriptTask: NodeCompiler = (node, compilation) => {
  const text = textOf(node.element, 'script')
  if (text === null) return compilePlainTask(node, compilation)
  const script = compilation.read.expression(text, node.id)
  if (script === null) return null
  const resultVariable = textOf(node.element, 'camunda:resultVariable')
  return { ...activityBase(node, compilation), kind: 'script-task', script, resultVariable }
}
