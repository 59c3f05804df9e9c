/** `catalogue.probe`: whether catalogues can be reached, and whether they show what the register of services says. */
import type { Variables } from '../../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../../engine/ports.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { DELIVERIES } from '../../catalogue-carriage.ts'
import { number, objects, requiredText, text, texts } from '../input.ts'
import { settingsIn } from '../registers.ts'
import { walkRecords } from '../walk-records.ts'
import { cataloguesFor, describeService, type Catalogue } from './description.ts'

const REGISTER = 'catalogue-entry'
const HOUR_MS = 3_600_000

interface Finding {
  readonly serviceId: string
  readonly catalogue: string
  readonly finding: string
  readonly entryId: string | null
}

/**
 * {serviceId?, limit?} → {findings: [{serviceId, catalogue, finding, entryId}], outages: [{catalogue, since, note, entries, serviceId}], checked,
 * published, registered, leftOut, complete}. Findings are codes of `catalogueFinding`, at most `limit` (default: the
 * setting `catalogueFindingsMost`), and are kept on the entries. A catalogue is out where the last measurement of its
 * probe, not older than `catalogueProbeHours`, is bad and services are published there, of which `serviceId` is one; nobody is asked while a case runs. An entry whose delivery was
 * taken meanwhile is published from then on. With `serviceId` only that service is looked at.
 */
export const probeCatalogues: Handler = async (call) => {
  const { input, records, now } = call
  const serviceId = text(input, 'serviceId')
  const services = await servicesIn(call, serviceId)
  const entries = await entriesIn(call, serviceId)
  const inForce = new Map(services.found.map((service) => [service.id, service]))
  const known = new Map(entries.found.map((entry) => [keyOf(entry), entry]))

  const findings: Finding[] = []
  for (const service of inForce.values()) findings.push(...(await checkService(call, service, known)))
  for (const entry of entries.found) {
    if (entry.status === 'withdrawn' || inForce.has(text(entry.data, 'serviceId') ?? '')) continue
    await records.update(REGISTER, entry.id, { finding: 'not_registered', probedAt: now })
    findings.push(findingOf(entry, 'not_registered'))
  }
  const outages = serviceId === null ? await findOutages(call, entries.found) : []
  const limit = number(input, 'limit') ?? number(settingsIn(call), 'catalogueFindingsMost') ?? 0
  const published = new Set(
    entries.found.filter(({ status }) => status === 'published').map(({ data }) => data['serviceId']),
  )
  return {
    variables: {
      findings: findings.slice(0, limit).map((finding) => ({ ...finding })),
      outages,
      checked: entries.found.length,
      published: [...inForce.keys()].filter((id) => published.has(id)).length,
      registered: inForce.size,
      leftOut: Math.max(findings.length - limit, 0),
      complete: services.complete && entries.complete,
    },
  }
}

async function servicesIn({ records, now }: HandlerCall, serviceId: string | null): ReturnType<typeof walkRecords> {
  if (serviceId === null) return walkRecords(records, { register: 'service', status: ['active'] }, now)
  const service = await records.get('service', serviceId)
  return { found: service?.status === 'active' ? [service] : [], complete: true }
}

/** Entries, each published where its delivery was taken since. */
async function entriesIn({ records, now }: HandlerCall, serviceId: string | null): ReturnType<typeof walkRecords> {
  const where: Variables = serviceId === null ? {} : { serviceId }
  const walked = await walkRecords(records, { register: REGISTER, where }, now)
  const waiting = walked.found.flatMap(({ status, data }) =>
    status === 'pending' ? (text(data, 'deliveryId') ?? []) : [],
  )
  const deliveries = new Map((await records.getMany(DELIVERIES, waiting)).map((delivery) => [delivery.id, delivery]))
  const found: RecordView[] = []
  for (const entry of walked.found) {
    const delivery = entry.status === 'pending' ? deliveries.get(text(entry.data, 'deliveryId') ?? '') : undefined
    const sentAt = delivery?.status === 'sent' ? text(delivery.data, 'sentAt') : null
    const patch = { lastSync: sentAt, available: true }
    found.push(sentAt === null ? entry : await records.update(REGISTER, entry.id, patch, { status: 'published' }))
  }
  return { found, complete: walked.complete }
}

/** What is wrong with one service in the catalogues that it must be in, or is in. */
async function checkService(
  call: HandlerCall,
  service: RecordView,
  known: ReadonlyMap<string, RecordView>,
): Promise<readonly Finding[]> {
  const { records, now } = call
  const { checksum } = await describeService(call, service)
  const findings: Finding[] = []
  for (const { name, mandatory } of cataloguesFor(call, texts(service.data['recipientGroups']))) {
    const entry = known.get(`${service.id} ${name}`)
    if (!entry || entry.status === 'withdrawn') {
      if (mandatory) findings.push({ serviceId: service.id, catalogue: name, finding: 'missing', entryId: null })
      continue
    }
    const finding =
      entry.data['checksum'] !== checksum ? 'outdated' : entry.status === 'published' ? 'current' : 'not_delivered'
    await records.update(REGISTER, entry.id, { finding, probedAt: now })
    if (finding !== 'current') findings.push(findingOf(entry, finding))
  }
  return findings
}

/** Catalogues that monitoring could not reach; their entries say so. */
async function findOutages(call: HandlerCall, entries: readonly RecordView[]): Promise<readonly Variables[]> {
  const { records, now } = call
  const hours = number(settingsIn(call), 'catalogueProbeHours') ?? 24
  const since = new Date(Date.parse(now) - hours * HOUR_MS).toISOString()
  const outages: Variables[] = []
  for (const { name, probe } of allCatalogues(call)) {
    if (probe === null) continue
    const [last] = await records.list('measurement', { where: { probe }, since, limit: 1 })
    if (!last) continue
    const available = last.data['ok'] === true
    const theirs = entries.filter(({ data, status }) => data['name'] === name && status !== 'withdrawn')
    for (const { id } of theirs) await records.update(REGISTER, id, { available, probedAt: now })
    const [first] = theirs
    if (available || !first) continue
    const measuredAt = requiredText(last.data, 'measuredAt')
    const found = { entries: theirs.length, serviceId: text(first.data, 'serviceId') }
    outages.push({ catalogue: name, since: measuredAt, note: text(last.data, 'note'), ...found })
  }
  return outages
}

function allCatalogues(call: HandlerCall): readonly Catalogue[] {
  const groups = objects(settingsIn(call), 'catalogues').flatMap((row) => texts(row['groups']))
  return cataloguesFor(call, groups)
}

const keyOf = ({ data }: RecordView): string => `${text(data, 'serviceId') ?? ''} ${text(data, 'name') ?? ''}`

function findingOf(entry: RecordView, finding: string): Finding {
  const { data, id } = entry
  return { serviceId: text(data, 'serviceId') ?? '', catalogue: text(data, 'name') ?? '', finding, entryId: id }
}
