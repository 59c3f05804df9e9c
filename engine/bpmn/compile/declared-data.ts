import type { DeclaredData } from '../../model/process-definition.ts'
import { elementOf, elementsOf, textOf, type ModdleElement } from '../xml/moddle-element.ts'
import { isPlaceholder } from './placeholder.ts'
import { variableNameOf } from './variable-name-of.ts'

/**
 * The data that a process or sub-process owns (BPMN 2.0.2 §10.4.1): its data objects and properties, and the data outputs
 * of a sub-process, which are filled from inside. They live as long as it runs.
 */
export function compileDeclaredData(scope: ModdleElement): readonly DeclaredData[] {
  const objects = elementsOf(scope, 'flowElements').filter(isDataObject)
  const properties = elementsOf(scope, 'properties').filter((property) => !isPlaceholder(property))
  const outputs = isSubProcess(scope) ? elementsOf(elementOf(scope, 'ioSpecification'), 'dataOutputs') : []
  const declared = new Map<string, DeclaredData>()
  for (const element of [...objects, ...properties, ...outputs]) {
    const variable = variableNameOf(element)
    if (variable === null || declared.has(variable)) continue
    const state = element.$type === 'bpmn:DataObject' ? stateOf(element) : null
    declared.set(variable, state === null ? { variable } : { variable, state })
  }
  return [...declared.values()]
}

/** The name of its `bpmn:dataState`. */
export function stateOf(element: ModdleElement): string | null {
  return textOf(elementOf(element, 'dataState'), 'name')
}

/** A reference to nothing stands for itself. */
function isDataObject(element: ModdleElement): boolean {
  if (element.$type === 'bpmn:DataObject') return true
  return element.$type === 'bpmn:DataObjectReference' && elementOf(element, 'dataObjectRef') === null
}

function isSubProcess(element: ModdleElement): boolean {
  return ['bpmn:SubProcess', 'bpmn:Transaction', 'bpmn:AdHocSubProcess'].includes(element.$type)
}
