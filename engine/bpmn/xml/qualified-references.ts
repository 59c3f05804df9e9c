/**
 * Many references of BPMN are qualified names (`attachedToRef="tns:task"`), and space around them means nothing; the parser
 * knows only plain ids. A prefix of the file's own target namespace means an element of the file, any other prefix one of
 * another file.
 */
import type { ModdleWarning } from 'bpmn-moddle'
import { isModdleElement, type ModdleElement } from './moddle-element.ts'
import { prefixOf } from './namespaces.ts'

/** Makes the references to elements of the file that the parser left open. @returns the warnings that remain */
export function resolveQualifiedReferences(
  definitions: ModdleElement,
  elementsById: Readonly<Record<string, unknown>>,
  warnings: readonly ModdleWarning[],
): readonly ModdleWarning[] {
  return warnings.filter(({ message, element, property, value }) => {
    if (!message.startsWith('unresolved reference') || property === undefined) return true
    if (typeof value !== 'string') return true
    const name = value.trim()
    const target = elementsById[isOwn(definitions, name) ? name.slice(name.indexOf(':') + 1) : name]
    if (!isModdleElement(element) || !isModdleElement(target)) return true
    const present = element.get(property)
    if (Array.isArray(present)) present.push(target)
    else element.set(property, target)
    return false
  })
}

/** Whether a reference names something of another file: its prefix is declared, and not for the file's own elements. */
export function isElsewhere(definitions: ModdleElement, reference: string): boolean {
  return namespaceOf(definitions, reference.trim()) !== null && !isOwn(definitions, reference.trim())
}

function isOwn(definitions: ModdleElement, reference: string): boolean {
  const namespace = namespaceOf(definitions, reference)
  return namespace !== null && namespace === definitions.get('targetNamespace')
}

function namespaceOf(definitions: ModdleElement, reference: string): string | null {
  const prefix = prefixOf(reference)
  const namespace = prefix === '' ? null : definitions.get(`xmlns:${prefix}`)
  return typeof namespace === 'string' ? namespace : null
}
