import { elementOf, elementsOf, idOf, textOf, type ModdleElement } from '../xml/moddle-element.ts'

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/

/**
 * The variable that a data element of the diagram stands for: its name where that is a plain identifier, else its id.
 *
 * A data object reference stands for its data object. Modellers put the name on the reference and leave the data object
 * without one; then the name of its first reference is its name. Null for an element with neither name nor id.
 */
export function variableNameOf(element: ModdleElement): string | null {
  const stands = standsFor(element)
  return plainName(stands) ?? (stands === element ? null : plainName(element)) ?? idOf(stands) ?? idOf(element)
}

function standsFor(element: ModdleElement): ModdleElement {
  if (element.$type === 'bpmn:DataObjectReference') return elementOf(element, 'dataObjectRef') ?? element
  if (element.$type === 'bpmn:DataStoreReference') return elementOf(element, 'dataStoreRef') ?? element
  return element
}

function plainName(element: ModdleElement): string | null {
  const name = textOf(element, 'name')
  if (name !== null && PLAIN.test(name)) return name
  return element.$type === 'bpmn:DataObject' ? (namesOnReferences(element.$parent).get(element) ?? null) : null
}

/** Names that data objects have on their references, by the process or sub-process that holds both. */
const known = new WeakMap<object, ReadonlyMap<ModdleElement, string>>()

function namesOnReferences(holder: unknown): ReadonlyMap<ModdleElement, string> {
  if (typeof holder !== 'object' || holder === null) return new Map()
  const before = known.get(holder)
  if (before !== undefined) return before
  const names = new Map<ModdleElement, string>()
  // What holds a data object is an element of the file like any other.
  for (const reference of elementsOf(holder as ModdleElement, 'flowElements')) {
    if (reference.$type !== 'bpmn:DataObjectReference') continue
    const object = elementOf(reference, 'dataObjectRef')
    const name = textOf(reference, 'name')
    if (object !== null && name !== null && PLAIN.test(name) && !names.has(object)) names.set(object, name)
  }
  known.set(holder, names)
  return names
}
