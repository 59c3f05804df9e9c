/** `service.select`: which services something is about, and whose they are. */
import type { Handler } from '../../engine/ports.ts'
import type { RecordUnit, RecordView } from '../../engine/records/record-unit.ts'
import { walkImpact } from '../walk-impact.ts'
import { impactRules } from './configuration/impact.ts'
import { text, texts } from './input.ts'

/** As many as records and messages name. */
const MOST_NAMED = 100

/**
 * {serviceIds?, resourceId?} → {serviceIds, serviceId, managerGroups, resourceCiIds}: the services given; else those that a resource
 * carries (a configuration item by its relations, a work group, one of its people, a service itself); with neither, all
 * active ones, at most 100. `serviceId` is the only one, else null. `managerGroups` are the candidate groups of who
 * answers for all of them: the manager of the one service, the managers where one person manages them all, else those
 * of the group and of the portfolio. `resourceCiIds` has the resource where it is a configuration item.
 */
export const selectServices: Handler = async (call) => {
  const { input, records } = call
  const given = [...new Set(texts(input['serviceIds']))]
  const resourceId = text(input, 'resourceId')
  const found = given.length > 0 ? await records.getMany('service', given) : null
  const services = found ?? (resourceId ? await carriedBy(call, resourceId) : await activeServices(records))
  const chosen = services.slice(0, MOST_NAMED)
  const ids = given.length > 0 ? given.filter((id) => chosen.some((one) => one.id === id)) : chosen.map(({ id }) => id)
  const managers = new Set(chosen.map(({ data }) => text(data, 'serviceManagerId')))
  const [only] = ids
  const one = ids.length === 1 && only !== undefined ? only : null
  const managerGroups = one !== null ? [`SM@${one}`] : managers.size === 1 ? ['SM'] : ['SGM', 'SPM']
  const item = resourceId ? await records.get('configuration-item', resourceId) : null
  return { variables: { serviceIds: ids, serviceId: one, managerGroups, resourceCiIds: item ? [item.id] : [] } }
}

/** Every active service, newest first. */
export async function activeServices(records: RecordUnit): Promise<readonly RecordView[]> {
  const found: RecordView[] = []
  for (let after: RecordView | undefined; ;) {
    const page = await records.list('service', { status: ['active'], limit: 1_000, ...(after ? { after } : {}) })
    found.push(...page)
    after = page.at(-1)
    if (page.length < 1_000) return found
  }
}

async function carriedBy(call: Parameters<Handler>[0], resourceId: string): Promise<readonly RecordView[]> {
  const { records, now } = call
  const service = await records.get('service', resourceId)
  if (service) return [service]
  if (await records.get('configuration-item', resourceId)) {
    const { directions, bounds } = impactRules(call)
    const { services } = await walkImpact(records, { ciIds: [resourceId], serviceIds: [] }, directions, bounds, now)
    return [...services.values()].map((hit) => hit.service)
  }
  const person = await records.get('person', resourceId)
  const groups = person ? texts(person.data['groupIds']) : [resourceId]
  const served = await records.related(groups, { register: 'service', field: 'executorGroupId' })
  return served.filter(({ status }) => status === 'active')
}
