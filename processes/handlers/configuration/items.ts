/**
 * Items of an update, as messages and forms give them, in one shape. Rows of forms (attributes and relations each in a
 * table of its own) are laid onto the items they name.
 */
import type { Json, Variables } from '../../../engine/model/json.ts'
import type { RecordUnit, RecordView } from '../../../engine/records/record-unit.ts'
import { object, objects, present, text, texts } from '../input.ts'

/** What is to happen to one item. */
export interface Item {
  readonly action: 'create' | 'update' | 'retire'
  /** Id of the record; null for a new item without a number. */
  readonly ciId: string | null
  readonly type: string | null
  readonly name: string | null
  readonly status: string | null
  /** Person record of its resource manager. */
  readonly owner: string | null
  readonly criticality: string | null
  readonly serviceIds: readonly string[] | null
  readonly attributes: Variables
  readonly relations: readonly Relation[]
}

/** From the item to another, by id, number or, within one update, name. `validTo` ends it. */
export interface Relation {
  readonly type: string
  readonly to: string
  readonly validTo: string | null
}

/** Fields of the record that plans and forms name like attributes; numbers come as text from tables. */
const FIELDS: Readonly<Record<string, 'text' | 'number' | 'list'>> = {
  location: 'text',
  resourceRegisterId: 'text',
  supplierContractId: 'text',
  supplierId: 'text',
  warrantyTo: 'text',
  capacityUnit: 'text',
  unitCapacity: 'number',
  availabilityPercent: 'number',
  users: 'list',
}
/** Fields that are the item's own rather than attributes: `owner` is the record's `ownerPersonId`. */
const OWN = ['type', 'name', 'status', 'owner', 'criticality'] as const

/** Items of a handler's input {items, action?, serviceIds?, attributes?, relations?, status?}, each with the record it names. */
export async function readItems(
  records: RecordUnit,
  input: Variables,
): Promise<readonly { readonly item: Item; readonly known: RecordView | null }[]> {
  const rows = objects(input, 'items')
  const read = []
  for (const row of rows) {
    const known = await findItem(records, text(row, 'ciId') ?? text(row, 'ciNumber'))
    read.push({ item: readItem(row, input, known, rows.length), known })
  }
  return read
}

/** By id, or by number where that differs. */
export async function findItem(records: RecordUnit, id: string | null): Promise<RecordView | null> {
  if (id === null) return null
  return (await records.get('configuration-item', id)) ?? (await records.findBy('configuration-item', { ciNumber: id }))
}

function readItem(row: Variables, input: Variables, known: RecordView | null, rows: number): Item {
  const ciId = known?.id ?? text(row, 'ciId') ?? text(row, 'ciNumber')
  const asked = text(row, 'action') ?? text(input, 'action')
  // "Create" of what is there changes it: systems that discover items do not know which are new.
  const action = asked === 'retire' ? 'retire' : known ? 'update' : asked === 'update' && ciId ? 'update' : 'create'
  const services = texts(row['serviceIds']).length > 0 ? texts(row['serviceIds']) : texts(input['serviceIds'])
  const names = (id: string | null) => (id === null ? rows === 1 : id === ciId || id === text(row, 'name'))
  const ofTable = objects(input, 'attributes').filter((line) => names(text(line, 'ciId')))
  return {
    action,
    ciId,
    type: text(row, 'type') ?? known?.data['type']?.toString() ?? null,
    name: text(row, 'name') ?? known?.data['name']?.toString() ?? null,
    status: text(row, 'status') ?? text(input, 'status'),
    owner: text(row, 'owner'),
    criticality: text(row, 'criticality'),
    serviceIds: services.length > 0 ? services : null,
    attributes: filled({
      ...attributesOf(row),
      ...Object.fromEntries(ofTable.map((line) => [text(line, 'attribute') ?? '', line['value'] ?? null])),
    }),
    // The table of a form shows the relations asked for so far, so it has all of them.
    relations: (Array.isArray(input['relations'])
      ? objects(input, 'relations').filter((line) => names(text(line, 'from')))
      : objects(row, 'relations')
    ).flatMap((line) => {
      const [type, to] = [text(line, 'type'), text(line, 'to')]
      return type && to ? [{ type, to, validTo: text(line, 'validTo') }] : []
    }),
  }
}

/** Rows of a form are there before they are filled in. */
function filled(attributes: Variables): Variables {
  return Object.fromEntries(
    Object.entries(attributes).filter(([name, value]) => name !== '' && value !== null && value !== ''),
  )
}

/** A component of a new service may carry what describes it beside its name. */
function attributesOf(row: Variables): Variables {
  const beside = Object.entries(row).filter(([name]) => name in FIELDS)
  return { ...Object.fromEntries(beside), ...object(row, 'attributes') }
}

/** An attribute's value after the update: what it gives, else what the record has. */
export function valueAfter({ item, known }: { item: Item; known: RecordView | null }, attribute: string): Json {
  const given = item.attributes[attribute] ?? null
  if (given !== null) return given
  if (attribute === 'owner') return item.owner ?? known?.data['ownerPersonId'] ?? null
  if (attribute === 'status') return item.status ?? known?.status ?? null
  const own = (OWN as readonly string[]).includes(attribute) ? item[attribute as (typeof OWN)[number]] : null
  return own ?? recordedValue(known, attribute)
}

/** What the record says of an attribute, whether it keeps it as a field or among its attributes. */
export function recordedValue(known: RecordView | null, attribute: string): Json {
  if (!known) return null
  if (attribute === 'owner') return known.data['ownerPersonId'] ?? null
  if (attribute === 'status') return known.status
  return known.data[attribute] ?? object(known.data, 'attributes')[attribute] ?? null
}

/** Attributes laid out as the record keeps them: its own fields, and the rest among its attributes, merged. */
export function asFields(
  attributes: Variables,
  before: Variables,
): { readonly fields: Variables; status: string | null } {
  const fields: Record<string, Json> = {}
  const rest: Record<string, Json> = {}
  let status: string | null = null
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'status') status = typeof value === 'string' ? value : null
    else if (name === 'owner') fields['ownerPersonId'] = value
    else if ((OWN as readonly string[]).includes(name)) fields[name] = value
    else if (name in FIELDS) fields[name] = convert(value, FIELDS[name])
    else if (name !== '') rest[name] = value
  }
  if (Object.keys(rest).length > 0) fields['attributes'] = present({ ...object(before, 'attributes'), ...rest })
  return { fields, status }
}

function convert(value: Json, as: 'text' | 'number' | 'list' | undefined): Json {
  if (typeof value !== 'string') return value
  if (as === 'number') return Number(value.replace(',', '.'))
  if (as === 'list') return value.split(',').map((one) => one.trim())
  return value
}
