import type { CallBinding, CallVariables, Mapping, Value } from '../../model/process-definition.ts'
import { calledElementOf } from '../diagram/called-elements.ts'
import type { DiagramNode } from '../diagram/diagram.ts'
import { extensionsOf, textOf, type ModdleElement } from '../xml/moddle-element.ts'
import type { Compilation, NodeCompiler } from './compilation.ts'
import { activityBase } from './node-base.ts'

export const compileCallActivity: NodeCompiler = (node, compilation) => {
  const calledElement = compilation.read.value(calledElementOf(node.element, compilation.process.callables), node.id)
  if (calledElement === null) return null
  return {
    ...activityBase(node, compilation),
    kind: 'call-activity',
    calledElement,
    binding: compileBinding(node, compilation),
    callIn: compileVariables(node, 'camunda:In', compilation),
    callOut: compileVariables(node, 'camunda:Out', compilation),
    businessKey: compileBusinessKey(node, compilation),
  }
}

function compileBinding({ element, id }: DiagramNode, { read }: Compilation): CallBinding {
  const version = read.number(textOf(element, 'camunda:calledElementVersion'), id)
  const versionTag = read.value(textOf(element, 'camunda:calledElementVersionTag'), id)
  const binding = textOf(element, 'camunda:calledElementBinding')
  if (binding === 'version' && version !== null) return { type: 'version', version }
  if (binding === 'versionTag' && versionTag !== null) return { type: 'versionTag', versionTag }
  return { type: binding === 'deployment' ? 'deployment' : 'latest' }
}

function compileVariables(
  node: DiagramNode,
  type: 'camunda:In' | 'camunda:Out',
  compilation: Compilation,
): CallVariables {
  const elements = extensionsOf(node.element, type)
  const mappings = elements.flatMap((element) => compileMapping(element, node.id, compilation))
  const all = elements.some((element) => textOf(element, 'variables') === 'all')
  return { all, mappings }
}

function compileMapping(element: ModdleElement, id: string, { read }: Compilation): Mapping[] {
  const name = textOf(element, 'target')
  if (name === null) return []
  const source = read.expression(textOf(element, 'source'), id)
  const value = source === null ? read.value(textOf(element, 'sourceExpression'), id) : { expression: source }
  return value === null ? [] : [{ name, value }]
}

// What Camunda's modeller writes for "the business key of the caller"; our expressions call it `businessKey`.
const CALLERS_KEY = /^[$#]\{\s*execution\.(?:processBusinessKey|businessKey)\s*\}$/

function compileBusinessKey(node: DiagramNode, { read }: Compilation): Value | null {
  const text = extensionsOf(node.element, 'camunda:In')
    .map((element) => textOf(element, 'businessKey'))
    .find((key) => key !== null)
  if (text === undefined || text === null) return null
  if (CALLERS_KEY.test(text)) return { expression: { feel: 'businessKey', source: text } }
  return read.value(text, node.id)
}
