/** Texts of a record that are keys of something with a name: `x-names` says of what, so that people read the name. */
import type { Variables } from '../../../engine/model/json.ts'
import type { FieldShape } from '../controls/field-shape.ts'
import { roleName } from '../shared/names.ts'
import type { PageCall } from '../shared/page.ts'

/** @returns name of a field → what its key names */
export async function namedTexts(
  { ports, institutionId, language }: PageCall,
  fields: readonly FieldShape[],
  data: Variables,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const { name, schema } of fields) {
    const key = data[name]
    if (typeof key !== 'string') continue
    if (schema['x-names'] === 'process') names.set(name, await ports.names.process(institutionId, key, language))
    if (schema['x-names'] === 'role') names.set(name, roleName(ports.data, key, language))
  }
  return names
}
