import type { ModdleElement } from '../xml/moddle-element.ts'

/** `startQuantity` and `completionQuantity` (BPMN 2.0.2 Table 10.3), where they are not 1. */
export function quantitiesOf(element: ModdleElement) {
  const startQuantity = quantityOf(element, 'startQuantity')
  const completionQuantity = quantityOf(element, 'completionQuantity')
  return {
    ...(startQuantity === 1 ? {} : { startQuantity }),
    ...(completionQuantity === 1 ? {} : { completionQuantity }),
  }
}

function quantityOf(element: ModdleElement, property: string): number {
  const value = element.get(property)
  return typeof value === 'number' && Number.isInteger(value) && value > 1 ? value : 1
}
