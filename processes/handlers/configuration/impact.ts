/** `impact.analyse`: what a change or a failure hits, by the relations of configuration items. */
import type { Json, Variables } from '../../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../../engine/ports.ts'
import { number, text, texts } from '../input.ts'
import { settingsIn } from '../registers.ts'
import { describeServices, impactRulesOf } from '../../services-hit.ts'
import { walkImpact } from '../../walk-impact.ts'

/** Items and services that the answer names at most, as many as records take; `counts` counts all. */
const MOST_NAMED = 100

/**
 * {ciIds?, serviceIds?, maxDepth?} → {impact: {impactedCis, impactedServices, services, counts, affectedClients,
 * riskScore, riskLevel, truncated}}: `services` says of each its terms and the path of items on which it is hit, vital
 * ones first; the nearest items and services are named, all are counted. Bounds and directions are the settings `impactMaxDepth`, `impactMaxItems`, `impactDirections`; the score is
 * the decision `change-risk`. Items that are retired, or not there, count for nothing.
 */
export const analyseImpact: Handler = async (call) => {
  const { input, records, now } = call
  const start = { ciIds: texts(input['ciIds']), serviceIds: texts(input['serviceIds']) }
  const { directions, bounds } = impactRules(call)
  const maxDepth = number(input, 'maxDepth') ?? bounds.maxDepth
  const reached = await walkImpact(records, start, directions, { ...bounds, maxDepth }, now)
  const services = await describeServices(records, reached, now)
  const clients = await countClients(call, [...reached.services.keys()])
  const counts = {
    items: reached.items.size,
    services: services.length,
    vitalServices: services.filter(({ vital }) => vital).length,
  }
  const risk = riskOf(call, { ...counts, clients })
  const impact = {
    impactedCis: [...reached.items.keys()].slice(0, MOST_NAMED),
    impactedServices: services.map(({ id }) => id).slice(0, MOST_NAMED),
    services: services.slice(0, MOST_NAMED),
    counts,
    affectedClients: clients,
    ...risk,
    truncated: reached.truncated,
  }
  return { variables: { impact } }
}

/** How the institution walks: its settings. */
export function impactRules(call: HandlerCall): ReturnType<typeof impactRulesOf> {
  return impactRulesOf(settingsIn(call))
}

/** Ids of the services that these items hit, as many as a message takes. */
export async function servicesHit(call: HandlerCall, ciIds: readonly string[]): Promise<readonly string[]> {
  const { directions, bounds } = impactRules(call)
  const { services } = await walkImpact(call.records, { ciIds, serviceIds: [] }, directions, bounds, call.now)
  return [...services.keys()].slice(0, MOST_NAMED)
}

/** Clients who applied for one of the services since `evidenceMonths` ago. */
async function countClients(call: HandlerCall, serviceIds: readonly string[]): Promise<number> {
  const { records, now } = call
  const since = new Date(now)
  since.setUTCMonth(since.getUTCMonth() - (number(settingsIn(call), 'evidenceMonths') ?? 0))
  const applications = await records.related(serviceIds, { register: 'application', field: 'serviceId', limit: 10_000 })
  const recent = applications.filter(({ createdAt }) => createdAt >= since.toISOString())
  return new Set(recent.flatMap(({ data }) => text(data, 'clientId') ?? [])).size
}

/** @throws Error when no rule of the decision matches */
function riskOf(call: HandlerCall, counts: Variables): { readonly riskScore: Json; readonly riskLevel: Json } {
  const [output] = call.environment.decide('change-risk', counts, call.now).outputs
  if (!output) throw new Error(`Expected decision "change-risk" to have a rule for ${JSON.stringify(counts)}.`)
  return { riskScore: output['riskScore'] ?? null, riskLevel: output['riskLevel'] ?? null }
}
