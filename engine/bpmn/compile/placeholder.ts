import { textOf, type ModdleElement } from '../xml/moddle-element.ts'

/** Modellers end an association that they drew at a property that holds nothing, e.g. `__targetRef_placeholder`. */
export function isPlaceholder(element: ModdleElement): boolean {
  return element.$type === 'bpmn:Property' && /^__\w+_placeholder$/.test(textOf(element, 'name') ?? '')
}
