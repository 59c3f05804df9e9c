/** What the metamodel of BPMN says of references: which an element has, and what they may lead to. */
import { isModdleElement, type ModdleElement } from '../xml/moddle-element.ts'

export interface ReferenceProperty {
  /** E.g. `messageRef`. */
  readonly name: string
  /** E.g. `bpmn:Message`. */
  readonly type: string
}

interface Shape {
  readonly references: readonly ReferenceProperty[]
  /** Properties that hold child elements. */
  readonly children: readonly string[]
}

// The metamodel is the same for all files, and has some 150 types.
const shapes = new Map<string, Shape>()

export function referencesOf(element: ModdleElement): readonly ReferenceProperty[] {
  return shapeOf(element).references
}

export function childrenOf(element: ModdleElement): ModdleElement[] {
  return shapeOf(element).children.flatMap((name) => {
    const value = element.get(name)
    return (Array.isArray(value) ? (value as readonly unknown[]) : [value]).filter(isModdleElement)
  })
}

/** Whether it is of the type or of one derived from it, e.g. a `bpmn:UserTask` of `bpmn:FlowNode`. */
export function isOfType(element: ModdleElement, type: string): boolean {
  const instanceOf: unknown = Reflect.get(element, '$instanceOf')
  return typeof instanceOf === 'function' && Reflect.apply(instanceOf, element, [type]) === true
}

// The drawing is no part of what runs; what stands in extensions is their owners' business.
const NOT_WALKED = ['diagrams', 'extensionElements']

function shapeOf(element: ModdleElement): Shape {
  const known = shapes.get(element.$type)
  if (known !== undefined) return known
  const properties = descriptorOf(element)
  const shape: Shape = {
    references: properties
      .filter((property) => property.isReference === true && property.type.startsWith('bpmn:'))
      .map(({ name, type }) => ({ name: localName(name), type })),
    children: properties
      .filter((property) => property.isReference !== true && property.isAttr !== true && property.type.includes(':'))
      .map(({ name }) => localName(name))
      .filter((name) => !NOT_WALKED.includes(name)),
  }
  if (element.$type.startsWith('bpmn:')) shapes.set(element.$type, shape)
  return shape
}

interface PropertyDescriptor {
  readonly name: string
  readonly type: string
  readonly isReference?: boolean
  readonly isAttr?: boolean
}

function descriptorOf(element: ModdleElement): readonly PropertyDescriptor[] {
  const descriptor: unknown = Reflect.get(element, '$descriptor')
  if (typeof descriptor !== 'object' || descriptor === null || !('properties' in descriptor)) return []
  return Array.isArray(descriptor.properties) ? descriptor.properties.filter(isProperty) : []
}

function isProperty(value: unknown): value is PropertyDescriptor {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('type' in value)) return false
  return typeof value.name === 'string' && typeof value.type === 'string'
}

function localName(name: string): string {
  return name.replace(/^bpmn:/, '')
}
