/** `ci.assignId`: identifiers of new items by the rule of the model; a number that was given once never comes again. */
import type { Variables } from '../../../engine/model/json.ts'
import type { Handler } from '../../../engine/ports.ts'
import type { RecordUnit } from '../../../engine/records/record-unit.ts'
import { objects, text } from '../input.ts'
import { type Item, findItem, readItems, valueAfter } from './items.ts'
import { type CmdbModel, modelInForce, typeRow } from './model.ts'

/**
 * {items, requested?, serviceIds?} → {items, attributes, relations}. `items` are the rows that somebody identified;
 * `requested` is what was asked for before, whose details (attributes, relations, status) a row of the same id, or of the
 * same name and type, keeps. `attributes` and `relations` are rows for the form in which they are filled in: those of the
 * model, with the values known so far.
 */
export const assignIds: Handler = async ({ input, records }) => {
  const model = await modelInForce(records)
  if (!model) throw new Error('Expected a CMDB model in force, but none was published.')
  const requested = objects(input, 'requested')
  const rows = objects(input, 'items').map((row) => ({ ...detailsFor(row, requested), ...given(row) }))
  const read = await readItems(records, { ...input, items: rows })
  const items: Item[] = []
  const attributes: Variables[] = []
  for (const one of read) {
    const item = { ...one.item, ciId: one.item.ciId ?? (await newId(records, model, one.item)) }
    items.push(item)
    for (const attribute of typeRow(model, item.type, item.ciId)?.attributes ?? []) {
      const value = valueAfter(one, attribute)
      attributes.push({ ciId: item.ciId, attribute, value: value === null ? '' : String(value) })
    }
  }
  const relations = items.flatMap(({ ciId, relations: own }) => own.map(({ type, to }) => ({ from: ciId, type, to })))
  return { variables: { items: items as unknown as readonly Variables[], attributes, relations } }
}

/** @throws Error when the model has no row for the item's type */
export async function newId(records: RecordUnit, model: CmdbModel, item: Item): Promise<string> {
  const row = typeRow(model, item.type, null)
  if (!row) throw new Error(`Expected the CMDB model to have the type "${item.type}", but it has not.`)
  const pattern = model.idRule.replace('{prefix}', row.prefix)
  for (;;) {
    const id = await records.nextNumber(`configuration-item ${row.prefix}`, pattern)
    // Items that came with a number of their own may have taken it.
    if (!(await findItem(records, id))) return id
  }
}

function detailsFor(row: Variables, requested: readonly Variables[]): Variables {
  const id = text(row, 'ciId')
  const found =
    requested.find((one) => id !== null && text(one, 'ciId') === id) ??
    requested.find((one) => text(one, 'ciId') === null && one['name'] === row['name'] && one['type'] === row['type'])
  return found ?? {}
}

function given(row: Variables): Variables {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== ''))
}
