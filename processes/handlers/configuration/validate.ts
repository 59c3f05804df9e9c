/** `ci.validate`: whether an update of the CMDB fits the model in force, and whether somebody allowed it. */
import type { Variables } from '../../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../../engine/ports.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { text, texts } from '../input.ts'
import { settingsIn } from '../registers.ts'
import { type Item, findItem, readItems, valueAfter } from './items.ts'
import { type CmdbModel, missingAttributes, modelInForce, typeRow } from './model.ts'

type Read = { readonly item: Item; readonly known: RecordView | null }
type Found = readonly [code: string, detail: string | null]

/** Codes of `ciProblem` that say it is not clear which item is meant; the others say that it is not described. */
const OF_IDENTITY = new Set([
  'no_model',
  'no_items',
  'unknown_item',
  'unknown_type',
  'missing_name',
  'duplicate',
  'unknown_owner',
  'unknown_service',
])

/**
 * {items, action?, serviceIds?, attributes?, relations?, status?, changeId?, source?, originProcess?} →
 * {validation: [{item, ciId, name, code, detail}], items, identified, complete, authorised, autoApplicable, changeId}. Codes are
 * those of the list `ciProblem`; `changeId` is null where there is no such change. Authorised is an update whose change has a status of the setting `authorisedChangeStatuses`,
 * or whose source or asking scheme is among `trustedUpdateSources`.
 */
export const validateItems: Handler = async (call) => {
  const { input, records } = call
  const model = await modelInForce(records)
  const read = await readItems(records, input)
  const changeId = text(input, 'changeId')
  const change = changeId === null ? null : await records.get('change', changeId)
  const authorised = isAuthorised(call, change)
  const problems: Variables[] = []
  const note = (at: number, one: Read | null, [code, detail]: Found) =>
    void problems.push({ item: at, ciId: one?.item.ciId ?? null, name: one?.item.name ?? null, code, detail })

  if (!model) note(0, null, ['no_model', null])
  if (read.length === 0) note(0, null, ['no_items', null])
  for (const [at, one] of read.entries()) {
    for (const found of await problemsOf(call, model, one, read)) note(at + 1, one, found)
  }
  const complete = problems.length === 0
  const identified = !problems.some(({ code }) => OF_IDENTITY.has(String(code)))
  if (!authorised) note(0, null, ['not_authorised', changeId])
  return {
    variables: {
      validation: problems,
      items: read.map(({ item }) => ({ ...item })) as unknown as readonly Variables[],
      identified,
      complete,
      authorised,
      autoApplicable: complete && authorised,
      changeId: change?.id ?? null,
    },
  }
}

function isAuthorised(call: HandlerCall, change: RecordView | null): boolean {
  const { input } = call
  const settings = settingsIn(call)
  const trusted = texts(settings['trustedUpdateSources'])
  const from = [text(input, 'source'), text(input, 'originProcess')]
  if (from.some((one) => one !== null && trusted.includes(one))) return true
  return texts(settings['authorisedChangeStatuses']).includes(change?.status ?? '')
}

async function problemsOf(
  call: HandlerCall,
  model: CmdbModel | null,
  read: Read,
  all: readonly Read[],
): Promise<readonly Found[]> {
  const { item, known } = read
  if (item.action === 'update' && !known) return [['unknown_item', item.ciId]]
  if (item.action === 'retire') return known ? [] : [['unknown_item', item.ciId]]
  const found: Found[] = []
  if (item.name === null) found.push(['missing_name', null])
  const row = model ? typeRow(model, item.type, item.ciId) : null
  if (model && !row) found.push(['unknown_type', item.type])
  if (row)
    for (const attribute of missingAttributes(row, (name) => valueAfter(read, name)))
      found.push(['missing_attribute', attribute])
  const twin = await duplicateOf(call, read, all)
  if (twin !== null) found.push(['duplicate', twin])
  return [...found, ...(await relationProblems(call, model, item, all)), ...(await referenceProblems(call, item))]
}

/** Another item of the same type and name that is in use, or the same item twice in one update. */
async function duplicateOf(
  { records }: HandlerCall,
  { item, known }: Read,
  all: readonly Read[],
): Promise<string | null> {
  const same = all.filter(({ item: other }) =>
    item.ciId !== null
      ? other.ciId === item.ciId
      : other.ciId === null && other.name === item.name && other.type === item.type,
  )
  if (same.length > 1) return item.ciId ?? item.name
  if (known || item.name === null || item.type === null) return null
  const twins = await records.list('configuration-item', { where: { name: item.name, type: item.type }, limit: 10 })
  return twins.find(({ status }) => status !== 'retired')?.id ?? null
}

async function relationProblems(
  { records }: HandlerCall,
  model: CmdbModel | null,
  { relations }: Item,
  all: readonly Read[],
): Promise<readonly Found[]> {
  const found: Found[] = []
  for (const { type, to } of relations) {
    if (model && !model.relationTypes.has(type)) found.push(['relation_type', type])
    const inUpdate = all.some(({ item }) => item.ciId === to || item.name === to)
    if (!inUpdate && !(await findItem(records, to))) found.push(['relation_target', to])
  }
  return found
}

async function referenceProblems({ records }: HandlerCall, { owner, serviceIds }: Item): Promise<readonly Found[]> {
  const found: Found[] = []
  if (owner !== null && !(await records.get('person', owner))) found.push(['unknown_owner', owner])
  const services = new Set((await records.getMany('service', serviceIds ?? [])).map(({ id }) => id))
  for (const id of serviceIds ?? []) if (!services.has(id)) found.push(['unknown_service', id])
  return found
}
