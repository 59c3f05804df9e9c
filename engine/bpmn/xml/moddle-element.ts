/** Reading moddle elements without trusting them: whatever an upload made of them, the answer has the stated type. */

/** An element as bpmn-moddle reads it: typed by `$type`, its attributes and children behind `get`. */
export interface ModdleElement {
  /** E.g. `bpmn:UserTask`, `camunda:Properties`. */
  readonly $type: string
  readonly $parent?: unknown
  get(property: string): unknown
  set(property: string, value: unknown): void
}

export function isModdleElement(value: unknown): value is ModdleElement {
  if (typeof value !== 'object' || value === null) return false
  if (!('$type' in value) || !('get' in value)) return false
  return typeof value.$type === 'string' && typeof value.get === 'function'
}

/** A text attribute, trimmed; null where it is absent or blank. */
export function textOf(element: ModdleElement | null, property: string): string | null {
  const value = element?.get(property)
  if (typeof value !== 'string') return null
  const text = value.trim()
  return text === '' ? null : text
}

/** A flag as it stands there or by BPMN's default; null where it is neither, also where no flag stands there. */
export function flagOf(element: ModdleElement, property: string): boolean | null {
  const value = element.get(property)
  if (typeof value !== 'string') return typeof value === 'boolean' ? value : null
  const flag = value.trim()
  return Object.hasOwn(FLAGS, flag) ? (FLAGS[flag] ?? null) : null
}

/** How XML writes flags (XML Schema Part 2 §3.2.2). */
const FLAGS: Readonly<Record<string, boolean>> = { true: true, 1: true, false: false, 0: false }

/** A child or referenced element; null where it is absent or could not be resolved. */
export function elementOf(element: ModdleElement | null, property: string): ModdleElement | null {
  const value = element?.get(property)
  return isModdleElement(value) ? value : null
}

/** Child or referenced elements, in document order. */
export function elementsOf(element: ModdleElement | null, property: string): ModdleElement[] {
  const value: unknown = element?.get(property)
  return Array.isArray(value) ? value.filter(isModdleElement) : []
}

/** The id that XML gives it; null where it has none. */
export function idOf(element: ModdleElement | null): string | null {
  return textOf(element, 'id')
}

/** The id of the element itself or of the nearest one around it that has an id: where a problem is shown. */
export function nearestId(element: unknown): string | null {
  for (let at = element, steps = 0; isModdleElement(at) && steps < 100; at = at.$parent, steps += 1) {
    const id = idOf(at)
    // A camunda:property or form field may carry an id too, but no modeller can jump to it.
    if (id !== null && at.$type.startsWith('bpmn:')) return id
  }
  return null
}

/** The elements of one type inside `bpmn:extensionElements`, e.g. `camunda:Properties`. */
export function extensionsOf(element: ModdleElement, type: string): ModdleElement[] {
  return elementsOf(elementOf(element, 'extensionElements'), 'values').filter((value) => value.$type === type)
}

/** The text inside an element such as `bpmn:timeDuration`; null where it is absent or blank. */
export function bodyOf(element: ModdleElement, property: string): string | null {
  return textOf(elementOf(element, property), 'body')
}
