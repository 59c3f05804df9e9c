/** `audit.compare`: what people found against what the CMDB says. */
import type { Json, Variables } from '../../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../../engine/ports.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { objects, present, requiredText, text, texts } from '../input.ts'
import { settingsIn } from '../registers.ts'
import { servicesHit } from './impact.ts'
import { recordedValue } from './items.ts'

/**
 * {auditId, results: [{ciId, result, actual: [{attribute, value}], note}]} → {auditScore, discrepancies, discrepancyList,
 * unauthorisedChanges, unauthorisedCis, unauthorisedServices}. The score is the share of items that match, 1 where none was
 * looked at. An item that is said to match but whose values differ does not. A difference is an unauthorised change where
 * no change under way (setting `authorisedChangeStatuses`) names the item; so is an item that is marked as such.
 */
export const compareAudit: Handler = async (call) => {
  const { input, records, now } = call
  const auditId = requiredText(input, 'auditId')
  const results = objects(input, 'results')
  const items = new Map(
    (
      await records.getMany(
        'configuration-item',
        results.flatMap((row) => text(row, 'ciId') ?? []),
      )
    ).map((item) => [item.id, item]),
  )
  const judged = results.map((row) => judge(row, items.get(text(row, 'ciId') ?? '') ?? null))
  const wrong = judged.filter(({ result }) => result !== 'match')
  const explained = await itemsUnderChange(
    call,
    wrong.map(({ ciId }) => ciId),
  )
  const unauthorised = judged.filter(
    ({ ciId, result, item }) => item?.data['unauthorised'] === true || (result !== 'match' && !explained.has(ciId)),
  )
  for (const { item, result } of judged) {
    if (item && result !== 'missing')
      await records.update('configuration-item', item.id, { lastVerified: now.slice(0, 10) })
  }
  const auditScore = judged.length === 0 ? 1 : Math.round(((judged.length - wrong.length) / judged.length) * 1e4) / 1e4
  const counts = { auditScore, discrepancies: wrong.length, unauthorisedChanges: unauthorised.length }
  await records.update(
    'configuration-audit',
    auditId,
    { ...counts, results: judged.map(asResult) },
    { status: 'compared' },
  )
  const unauthorisedCis = unauthorised.map(({ ciId }) => ciId)
  return {
    variables: {
      ...counts,
      discrepancyList: wrong.flatMap(asRows),
      unauthorisedCis,
      unauthorisedServices: await servicesHit(call, unauthorisedCis),
    },
  }
}

interface Judged {
  readonly ciId: string
  readonly item: RecordView | null
  readonly result: string
  readonly note: string | null
  readonly differences: readonly { readonly attribute: string; readonly recorded: Json; readonly actual: Json }[]
}

function judge(row: Variables, item: RecordView | null): Judged {
  const differences = objects(row, 'actual').flatMap(({ attribute, value = null }) => {
    const recorded = recordedValue(item, String(attribute))
    return String(recorded ?? '') === String(value ?? '')
      ? []
      : [{ attribute: String(attribute), recorded, actual: value }]
  })
  const said = text(row, 'result') ?? 'missing'
  const result = said === 'match' && differences.length > 0 ? 'mismatch' : said
  return { ciId: requiredText(row, 'ciId'), item, result, note: text(row, 'note'), differences }
}

/** Items that a change under way names: what differs there is expected to. */
async function itemsUnderChange(call: HandlerCall, ciIds: readonly string[]): Promise<ReadonlySet<string>> {
  const statuses = texts(settingsIn(call)['authorisedChangeStatuses'])
  const changes = await call.records.related(ciIds, { register: 'change', field: 'ciIds' })
  const underWay = changes.filter(({ status }) => status !== null && statuses.includes(status))
  return new Set(underWay.flatMap(({ data }) => texts(data['ciIds'])))
}

function asResult({ ciId, result, note, differences }: Judged): Variables {
  const actual = differences.map((one) => `${one.attribute}: ${String(one.actual)}`).join('; ')
  return present({ ciId, result, note, actual: actual === '' ? null : actual.slice(0, 8_000) })
}

function asRows({ ciId, item, result, differences }: Judged): readonly Variables[] {
  const common = { ciId, name: item?.data['name'] ?? null, result }
  if (differences.length === 0) return [{ ...common, attribute: null, recorded: null, actual: null }]
  return differences.map((difference) => ({ ...common, ...difference }))
}
