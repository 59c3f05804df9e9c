/** The CMDB model in force: which kinds of items and relations there are, what each must say, and how items are numbered. */
import type { Variables } from '../../../engine/model/json.ts'
import type { RecordUnit, RecordView } from '../../../engine/records/record-unit.ts'
import { number, objects, text, texts } from '../input.ts'

/** The record `cmdb-model` in force has this status; a later version supersedes it. */
export const IN_FORCE = 'in_force'

/** One row of the model: a type may have several, each with a prefix of its own; the first is the usual one. */
export interface ItemType {
  readonly type: string
  readonly prefix: string
  /** Attributes that items of the type have, the required ones included. */
  readonly attributes: readonly string[]
  readonly required: readonly string[]
}

/** What a model says. */
export interface CmdbModel {
  readonly version: number
  /** `{prefix}` and a run of zeros in braces, e.g. `{prefix}-{0000}`; `{YYYY}` begins anew each year. */
  readonly idRule: string
  readonly types: readonly ItemType[]
  readonly relationTypes: ReadonlySet<string>
}

/** Null before the first plan was published. */
export async function modelInForce(records: RecordUnit): Promise<CmdbModel | null> {
  const [record] = await records.list('cmdb-model', { status: [IN_FORCE], limit: 1 })
  return record ? readModel(record.data) : null
}

/** A model as plans and records write it: attributes are names with commas between them. */
export function readModel(data: Variables): CmdbModel {
  return {
    version: number(data, 'modelVersion') ?? 0,
    idRule: text(data, 'idRule') ?? '',
    types: objects(data, 'ciTypes').map((row) => {
      const required = namesIn(text(row, 'required'))
      return {
        type: text(row, 'type') ?? '',
        prefix: text(row, 'prefix') ?? '',
        attributes: [...new Set([...namesIn(text(row, 'attributes')), ...required])],
        required,
      }
    }),
    relationTypes: new Set(texts(data['relationTypes'])),
  }
}

/** The row for an item: that of its number's prefix, else the usual one of its type. */
export function typeRow(model: CmdbModel, type: string | null, ciNumber: string | null): ItemType | null {
  const rows = model.types.filter((row) => row.type === type)
  return rows.find(({ prefix }) => ciNumber?.startsWith(prefix)) ?? rows[0] ?? null
}

/** Required attributes of the model that have no value. */
export function missingAttributes(row: ItemType, valueOf: (attribute: string) => unknown): readonly string[] {
  return row.required.filter((attribute) => {
    const value = valueOf(attribute)
    return value === null || value === undefined || value === ''
  })
}

/** All items that are not retired, page by page. */
export async function* itemsInUse(records: RecordUnit): AsyncGenerator<RecordView> {
  let after: RecordView | undefined
  for (;;) {
    const page = await records.list('configuration-item', { limit: 1_000, ...(after ? { after } : {}) })
    for (const item of page) if (item.status !== 'retired') yield item
    after = page.at(-1)
    if (page.length < 1_000) return
  }
}

function namesIn(list: string | null): readonly string[] {
  return (list ?? '')
    .split(/[,;]/)
    .map((name) => name.trim())
    .filter(Boolean)
}
