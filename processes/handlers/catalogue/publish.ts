/** `catalogue.publish`: the registered description of a service goes into catalogues. */
import { NotFound } from '../../../engine/model/errors.ts'
import type { Variables } from '../../../engine/model/json.ts'
import type { Handler, HandlerCall, OutboxEntry } from '../../../engine/ports.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { DELIVERIES } from '../../catalogue-carriage.ts'
import { objects, present, requiredText, text, texts } from '../input.ts'
import { addressIn, cataloguesFor, describeService, type Catalogue, type Described } from './description.ts'

const REGISTER = 'catalogue-entry'

/**
 * {serviceId, catalogue?, agreementVersion?, withdraw?} → {entries: [{id, name, status, url}], urls: [{catalogue, url}],
 * checksum}: the catalogue named, else all for the recipient groups of the service. One entry per service and catalogue.
 *
 * The catalogue of the house shows it at once. What another has to show becomes a record of `catalogue-delivery` that
 * leaves through the outbox under the name of its connector; the entry is `pending` until it was taken (see
 * `catalogue.probe`), and its delivery `kept` where there is no connector yet. What is there, or on its way, with the
 * same checksum is not sent again. With `withdraw` entries are taken out instead.
 *
 * @throws NotFound when there is no such service
 * @throws Error for a service that is not in force: only what is registered is published
 */
export const publishInCatalogues: Handler = async (call) => {
  const { input, records, now } = call
  const serviceId = requiredText(input, 'serviceId')
  const service = await records.get('service', serviceId)
  if (!service) throw new NotFound('service record', serviceId)
  const withdraw = input['withdraw'] === true
  if (!withdraw && service.status !== 'active')
    throw new Error(
      `Expected the service "${serviceId}" to be in force before it is published, but it is ${service.status}.`,
    )
  const described = await describeService(call, service)
  const entries: RecordView[] = []
  const outbox: OutboxEntry[] = []
  for (const catalogue of await chosen(call, service)) {
    const written = await (withdraw ? takeOut(call, service, catalogue) : write(call, service, catalogue, described))
    if (!written) continue
    entries.push(written.entry)
    if (written.delivery && catalogue.connector !== null)
      outbox.push({ connector: catalogue.connector, register: DELIVERIES, recordId: written.delivery.id })
  }
  await tellService(call, service, entries)
  return {
    variables: {
      entries: entries.map(({ id, status, data }) => ({
        id,
        name: data['name'] ?? null,
        status,
        url: data['url'] ?? null,
      })),
      urls: entries.map(({ data }) => ({ catalogue: data['name'] ?? null, url: data['url'] ?? null })),
      checksum: described.checksum,
      publishedAt: now,
    },
    outbox,
  }
}

/** The catalogue named, or all; to withdraw, also one that is no longer for the service. */
async function chosen(call: HandlerCall, service: RecordView): Promise<readonly Catalogue[]> {
  const { input } = call
  const name = text(input, 'catalogue')
  const all = cataloguesFor(call, texts(service.data['recipientGroups']))
  if (name === null) return all
  const named = all.filter((catalogue) => catalogue.name === name)
  if (named.length > 0 || input['withdraw'] !== true) return named
  return [{ name, connector: null, mandatory: false, probe: null, url: null }]
}

/** An entry, and what goes to its catalogue, if anything has to. */
interface Written {
  readonly entry: RecordView
  readonly delivery: RecordView | null
}

/** Null where it was not there. */
async function takeOut(call: HandlerCall, service: RecordView, catalogue: Catalogue): Promise<Written | null> {
  const { records } = call
  const before = await records.findBy(REGISTER, { serviceId: service.id, name: catalogue.name })
  if (!before || before.status === 'withdrawn') return null
  const delivery = await send(call, catalogue, before, { action: 'withdraw' })
  const patch = { finding: null, deliveryId: delivery?.id ?? null }
  return { entry: await records.update(REGISTER, before.id, patch, { status: 'withdrawn' }), delivery }
}

async function write(
  call: HandlerCall,
  service: RecordView,
  catalogue: Catalogue,
  { content, checksum }: Described,
): Promise<Written> {
  const { input, records, now } = call
  const { name, connector, mandatory } = catalogue
  const before = await records.findBy(REGISTER, { serviceId: service.id, name })
  const url = addressIn(catalogue, service)
  const agreementVersion = input['agreementVersion'] ?? before?.data['agreementVersion'] ?? null
  const shown: Variables = { url, mandatory, checksum, content, agreementVersion, finding: null }
  if (connector === null) {
    const entry = await keep(call, service, name, before, { ...shown, lastSync: now, available: true }, 'published')
    return { entry, delivery: null }
  }
  if (before && (await isOnItsWay(call, before, checksum))) return { entry: before, delivery: null }
  const entry = await keep(call, service, name, before, shown, 'pending')
  const delivery = await send(call, catalogue, entry, { action: 'publish', content, checksum, url })
  return { entry: await records.update(REGISTER, entry.id, { deliveryId: delivery?.id ?? null }), delivery }
}

/** The same content was taken by the catalogue, or waits for it and has not failed. */
async function isOnItsWay({ records }: HandlerCall, { data, status }: RecordView, checksum: string): Promise<boolean> {
  if (data['checksum'] !== checksum || status === 'withdrawn') return false
  if (status === 'published') return true
  const deliveryId = text(data, 'deliveryId')
  const delivery = deliveryId === null ? null : await records.get(DELIVERIES, deliveryId)
  return delivery !== null && delivery.status !== 'failed'
}

function keep(
  { records }: HandlerCall,
  service: RecordView,
  name: string,
  before: RecordView | null,
  shown: Variables,
  status: string,
): Promise<RecordView> {
  return before
    ? records.update(REGISTER, before.id, shown, { status })
    : records.create(REGISTER, present({ name, serviceId: service.id, ...shown }), { status })
}

/** A record goes to another system once, so each delivery is one of its own; null for the catalogue of the house. */
async function send(
  { records, connectors }: HandlerCall,
  { name, connector }: Catalogue,
  { id: entryId, data }: RecordView,
  what: Variables,
): Promise<RecordView | null> {
  if (connector === null) return null
  const status = connectors.has(connector) ? 'queued' : 'kept'
  const delivery = { catalogue: name, serviceId: data['serviceId'] ?? null, entryId, ...present(what) }
  return records.create(DELIVERIES, delivery, { status })
}

/** The service says itself where it is published; other catalogues than these stay as they were. */
async function tellService(
  { records, now }: HandlerCall,
  service: RecordView,
  entries: readonly RecordView[],
): Promise<void> {
  const names = new Set(entries.map(({ data }) => data['name']))
  const others = objects(service.data, 'catalogueStatus').filter(({ catalogue }) => !names.has(catalogue ?? null))
  const rows = entries.map(({ data, status }) =>
    present({
      catalogue: data['name'] ?? null,
      published: status === 'published',
      url: data['url'] ?? null,
      lastSync: data['lastSync'] ?? now,
    }),
  )
  await records.update('service', service.id, { catalogueStatus: [...others, ...rows] })
}
