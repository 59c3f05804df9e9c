/** `ci.apply`: writes items and relations into the CMDB, a new version of each; nothing is ever deleted. */
import { BpmnError } from '../../../engine/model/errors.ts'
import type { Json, Variables } from '../../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../../engine/ports.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { objects, present, text } from '../input.ts'
import { newId } from './assign-id.ts'
import { type Item, type Relation, asFields, findItem, readItems } from './items.ts'
import { modelInForce } from './model.ts'

/**
 * {items?, corrections?, changeId?, authorised?, source?, action?, serviceIds?} → {ciIds, versions, unauthorisedCis}.
 * A new item without an identifier gets one. An item stays marked as unauthorised until an authorised update. `corrections` are
 * rows {ciId, attribute, value} of an audit.
 *
 * @throws BpmnError `unknownItem` for a correction of an item that is not there
 */
export const applyItems: Handler = async (call) => {
  const { input, records } = call
  const changeId = text(input, 'changeId')
  const accounting = {
    ...(changeId === null ? {} : { changeId }),
    ...(typeof input['authorised'] === 'boolean' ? { unauthorised: input['authorised'] ? null : true } : {}),
    ...present({ source: text(input, 'source') }),
  }
  const written: RecordView[] = []
  const idByName = new Map<string, string>()
  const read = await readItems(records, {
    ...input,
    items: [...objects(input, 'items'), ...(await correctedItems(call))],
  })
  for (const { item, known } of read) {
    const record = await writeItem(call, item, known, accounting)
    written.push(record)
    if (item.name !== null) idByName.set(item.name, record.id)
  }
  // After all items: one may be related to another that is new as well.
  for (const [at, { item }] of read.entries()) {
    const from = written[at]?.id ?? ''
    if (item.action === 'retire') await endRelations(call, from)
    for (const relation of item.relations) await writeRelation(call, from, relation, idByName)
  }
  const unauthorisedCis = written.filter(({ data }) => data['unauthorised'] === true).map(({ id }) => id)
  return {
    variables: {
      ciIds: [...new Set(written.map(({ id }) => id))],
      versions: Object.fromEntries(written.map(({ id, version }) => [id, version])),
      unauthorisedCis,
    },
  }
}

/** One update per item, however many of its attributes are corrected. */
async function correctedItems({ input, records }: HandlerCall): Promise<readonly Variables[]> {
  const byItem = new Map<string, Record<string, Json>>()
  for (const row of objects(input, 'corrections')) {
    const given = text(row, 'ciId')
    const item = await findItem(records, given)
    if (!item)
      throw new BpmnError('unknownItem', `Expected a correction of an item in the CMDB, but "${given}" is not there.`)
    const attribute = text(row, 'attribute')
    const attributes = byItem.get(item.id) ?? {}
    if (attribute !== null) attributes[attribute] = row['value'] ?? null
    byItem.set(item.id, attributes)
  }
  return [...byItem].map(([ciId, attributes]) => ({ ciId, attributes }))
}

async function writeItem(
  call: HandlerCall,
  item: Item,
  known: RecordView | null,
  accounting: Variables,
): Promise<RecordView> {
  const { records } = call
  const { fields, status } = asFields(item.attributes, known?.data ?? {})
  const data: Variables = {
    ...present({ type: item.type, name: item.name, ownerPersonId: item.owner, criticality: item.criticality }),
    ...(item.serviceIds ? { serviceIds: item.serviceIds } : {}),
    ...fields,
    ...accounting,
  }
  const after = item.action === 'retire' ? 'retired' : (status ?? item.status)
  if (known) return records.update('configuration-item', known.id, data, after === null ? {} : { status: after })
  const id = item.ciId ?? (await numberFor(call, item))
  return records.create('configuration-item', { ...data, ciNumber: id }, { id, status: after ?? 'in_use' })
}

async function numberFor({ records }: HandlerCall, item: Item): Promise<string> {
  const model = await modelInForce(records)
  if (!model) throw new Error('Expected a CMDB model in force, but none was published.')
  return newId(records, model, item)
}

/** A relation that ended and holds again begins today. */
async function writeRelation(
  { records, now }: HandlerCall,
  from: string,
  { type, to, validTo }: Relation,
  idByName: ReadonlyMap<string, string>,
): Promise<void> {
  const target = (await findItem(records, to))?.id ?? idByName.get(to) ?? to
  const key = { from, type, to: target }
  const known = await records.findBy('ci-relation', key)
  const today = now.slice(0, 10)
  if (!known) await records.create('ci-relation', { ...key, validFrom: today, ...present({ validTo }) })
  else if (validTo !== null) await records.update('ci-relation', known.id, { validTo })
  else if (text(known.data, 'validTo') !== null) {
    await records.update('ci-relation', known.id, { validFrom: today, validTo: null })
  }
}

async function endRelations({ records, now }: HandlerCall, ciId: string): Promise<void> {
  for (const field of ['from', 'to']) {
    for (const { id, data } of await records.related([ciId], { register: 'ci-relation', field })) {
      if (text(data, 'validTo') === null) await records.update('ci-relation', id, { validTo: now.slice(0, 10) })
    }
  }
}
