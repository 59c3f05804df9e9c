import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { elementsOf, extensionsOf, idOf, textOf, type ModdleElement } from '../../engine/bpmn/xml/moddle-element.ts'
import { createModdle, parseBpmn } from '../diagrams/moddle.ts'

/** An element that realises a main activity. */
export interface CoveringElement {
  readonly id: string
  readonly name: string
  readonly processKey: string
}

/** A diagram of the typical edition, as far as it says which activities it covers. */
export interface TracedScheme {
  /** E.g. `APP`; ids of activities begin with it. */
  readonly code: string
  readonly key: string
  readonly name: string
  readonly nameEn: string
  /** Activity id → the elements that name it in their property `covers`, in document order. */
  readonly covering: ReadonlyMap<string, readonly CoveringElement[]>
}

/** Reads every `.bpmn` of a folder, in the order of their file names. */
export async function readSchemes(folder: string): Promise<readonly TracedScheme[]> {
  const schemes: TracedScheme[] = []
  for (const file of readdirSync(folder).toSorted()) {
    if (!file.endsWith('.bpmn')) continue
    const definitions = await parseBpmn(createModdle(), readFileSync(join(folder, file), 'utf8'))
    const process = elementsOf(definitions, 'rootElements').find(({ $type }) => $type === 'bpmn:Process')
    if (process) schemes.push(readScheme(process))
  }
  return schemes
}

function readScheme(process: ModdleElement): TracedScheme {
  const key = idOf(process) ?? ''
  const covering = new Map<string, CoveringElement[]>()
  for (const element of insideOf(process)) {
    for (const activity of (propertyOf(element, 'covers') ?? '').split(',').flatMap((id) => id.trim() || [])) {
      const found = { id: idOf(element) ?? '', name: textOf(element, 'name') ?? '', processKey: key }
      covering.set(activity, [...(covering.get(activity) ?? []), found])
    }
  }
  const name = textOf(process, 'name') ?? key
  const code = propertyOf(process, 'schemeCode') ?? key
  return { code, key, name, nameEn: propertyOf(process, 'nameEn') ?? name, covering }
}

function insideOf(scope: ModdleElement): ModdleElement[] {
  return elementsOf(scope, 'flowElements').flatMap((element) => [element, ...insideOf(element)])
}

function propertyOf(element: ModdleElement, name: string): string | null {
  const all = extensionsOf(element, 'camunda:Properties').flatMap((properties) => elementsOf(properties, 'values'))
  const found = all.find((property) => textOf(property, 'name') === name)
  return found ? textOf(found, 'value') : null
}
