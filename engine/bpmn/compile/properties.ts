import { elementsOf, extensionsOf, textOf, type ModdleElement } from '../xml/moddle-element.ts'

/** `camunda:properties` of an element: name → value, '' where a value is absent. */
export function propertiesOf(element: ModdleElement): Readonly<Record<string, string>> {
  const entries = extensionsOf(element, 'camunda:Properties')
    .flatMap((properties) => elementsOf(properties, 'values'))
    .flatMap((property): [string, string][] => {
      const name = textOf(property, 'name')
      return name === null ? [] : [[name, textOf(property, 'value') ?? '']]
    })
  return Object.fromEntries(entries)
}

/** One `camunda:property`; null where it is absent or blank. */
export function propertyOf(element: ModdleElement, name: string): string | null {
  const properties = propertiesOf(element)
  const value = Object.hasOwn(properties, name) ? properties[name] : undefined
  return value === undefined || value === '' ? null : value
}

/** The first `bpmn:documentation`. */
export function documentationOf(element: ModdleElement): string | null {
  return (
    elementsOf(element, 'documentation')
      .map((documentation) => textOf(documentation, 'text'))
      .find((text) => text !== null) ?? null
  )
}
