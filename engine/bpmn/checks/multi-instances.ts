import { bodyOf, elementOf, textOf } from '../xml/moddle-element.ts'
import { checkEachNode, nameOf } from './check.ts'

/** A multi-instance activity says how often it runs. */
export const checkMultiInstances = checkEachNode((node) => {
  const loop = elementOf(node.element, 'loopCharacteristics')
  if (loop?.$type !== 'bpmn:MultiInstanceLoopCharacteristics' || elementOf(loop, 'loopDataInputRef') !== null) return []

  const cardinality = bodyOf(loop, 'loopCardinality')
  const collection = textOf(loop, 'camunda:collection')
  if (cardinality === null && collection === null) {
    const message = `${nameOf(node)} does not say how often it runs; set a loop cardinality or a camunda:collection.`
    return [{ code: 'multi-instance-without-count', message }]
  }
  if (cardinality !== null && !/^=|[$#]\{|^\d{1,9}$/.test(cardinality)) {
    const message = `The loop cardinality of ${nameOf(node)} is no whole number and no expression; write e.g. 3 or =count(items).`
    return [{ code: 'cardinality-invalid', message }]
  }
  if (collection === null && textOf(loop, 'camunda:elementVariable') !== null) {
    const message = `${nameOf(node)} has an element variable but no collection; set camunda:collection.`
    return [{ severity: 'warning' as const, code: 'element-variable-unused', message }]
  }
  return []
})
