/** `camunda:inputOutput`: what an activity or event gets, and what leaves it. */
import type { Mapping, Value } from '../../model/process-definition.ts'
import type { Json } from '../../model/json.ts'
import type { DiagramNode } from '../diagram/diagram.ts'
import { elementOf, elementsOf, extensionsOf, textOf, type ModdleElement } from '../xml/moddle-element.ts'
import type { Compilation } from './compilation.ts'

export function compileInputs(node: DiagramNode, compilation: Compilation): readonly Mapping[] {
  return compileParameters(node, 'inputParameters', compilation)
}

export function compileOutputs(node: DiagramNode, compilation: Compilation): readonly Mapping[] {
  return compileParameters(node, 'outputParameters', compilation)
}

function compileParameters(
  node: DiagramNode,
  property: 'inputParameters' | 'outputParameters',
  compilation: Compilation,
): readonly Mapping[] {
  return extensionsOf(node.element, 'camunda:InputOutput')
    .flatMap((inputOutput) => elementsOf(inputOutput, property))
    .flatMap((parameter) => {
      const name = textOf(parameter, 'name')
      return name === null ? [] : [{ name, value: compileContent(parameter, node.id, compilation) }]
    })
}

/** A parameter or map entry: its text, or the list, map or script inside it. */
function compileContent(holder: ModdleElement, elementId: string, compilation: Compilation): Value {
  const definition = elementOf(holder, 'definition')
  if (definition !== null) return compileDefinition(definition, elementId, compilation)
  return compilation.read.value(textOf(holder, 'value'), elementId) ?? { literal: null }
}

function compileDefinition(definition: ModdleElement, elementId: string, compilation: Compilation): Value {
  if (definition.$type === 'camunda:List') {
    const items = elementsOf(definition, 'items').map((item) => compileDefinition(item, elementId, compilation))
    return asList(items)
  }
  if (definition.$type === 'camunda:Map') {
    const entries = elementsOf(definition, 'entries').map((entry): [string, Value] => [
      textOf(entry, 'key') ?? '',
      compileContent(entry, elementId, compilation),
    ])
    return asMap(entries)
  }
  const text = textOf(definition, 'value')
  if (definition.$type === 'camunda:Script') {
    const expression = compilation.read.expression(text, elementId)
    return expression === null ? { literal: null } : { expression }
  }
  return compilation.read.value(text, elementId) ?? { literal: null }
}

/** Literal as long as everything in it is; otherwise one FEEL list. */
function asList(items: readonly Value[]): Value {
  if (items.every((item) => 'literal' in item)) return { literal: items.map((item) => item.literal) }
  const feel = `[${items.map(asFeel).join(', ')}]`
  return { expression: { feel, source: feel } }
}

function asMap(entries: readonly (readonly [string, Value])[]): Value {
  const literals = entries.flatMap(([key, value]): [string, Json][] =>
    'literal' in value ? [[key, value.literal]] : [],
  )
  if (literals.length === entries.length) return { literal: Object.fromEntries(literals) }
  const feel = `{${entries.map(([key, value]) => `${JSON.stringify(key)}: ${asFeel(value)}`).join(', ')}}`
  return { expression: { feel, source: feel } }
}

/** JSON is FEEL, too: strings, numbers, lists and contexts are written alike. */
function asFeel(value: Value): string {
  return 'literal' in value ? JSON.stringify(value.literal) : `(${value.expression.feel})`
}
