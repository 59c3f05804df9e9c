/** What the registers know of disruptions of a service: incidents, how often they come back, and problems behind them. */
import type { Variables } from '../../engine/model/json.ts'
import type { HandlerCall } from '../../engine/ports.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'
import { number, text, texts } from './input.ts'
import { settingsIn } from './registers.ts'

export const ENDED_INCIDENT: ReadonlySet<string> = new Set(['resolved', 'closed', 'cancelled', 'returned'])
const ENDED_PROBLEM: ReadonlySet<string> = new Set([
  'closed',
  'solved',
  'accepted_risk',
  'cause_unknown',
  'duplicate',
  'not_a_problem',
  'cancelled',
])
const DAY_MS = 86_400_000
const MOST = 1000

/** The disruption that is looked at. */
export interface Disruption {
  readonly serviceId: string
  readonly category: string | null
  readonly ciIds: readonly string[]
  /** The incident itself, which is not counted. */
  readonly incidentId: string | null
}

/** Incidents of the service that are not ended, newest first, as tasks show them. */
export async function openIncidentsOf(
  { records }: HandlerCall,
  serviceId: string,
  incidentId: string | null,
): Promise<readonly Variables[]> {
  const incidents = await records.list('incident', { where: { serviceId }, limit: 50 })
  return incidents
    .filter(({ id, status }) => id !== incidentId && !ENDED_INCIDENT.has(status ?? ''))
    .map(({ id, number: given, data }) => ({
      id,
      number: given,
      title: data['title'] ?? null,
      expectedRestoreAt: data['expectedRestoreAt'] ?? null,
      workaround: data['workaround'] ?? null,
    }))
}

/** How many other incidents of the same service and category there were in the days of the setting `recurrenceDays`. */
export async function recurrencesOf(call: HandlerCall, disruption: Disruption): Promise<number> {
  const { records, now } = call
  const days = number(settingsIn(call), 'recurrenceDays') ?? 90
  const since = new Date(Date.parse(now) - days * DAY_MS).toISOString()
  const { serviceId, category, incidentId } = disruption
  const incidents = await records.list('incident', { where: { serviceId }, since, limit: MOST })
  // One that was given back, e.g. because it was a request, was no incident.
  return incidents.filter(
    ({ id, status, data }) => id !== incidentId && status !== 'returned' && text(data, 'category') === category,
  ).length
}

/** Problems of the service under work that this may come from: of the same category or the same item. */
export async function openProblemsOf({ records }: HandlerCall, disruption: Disruption): Promise<readonly Variables[]> {
  const { serviceId, category, ciIds } = disruption
  const problems = await records.list('problem', { where: { serviceId }, limit: 200 })
  const isNear = ({ data }: RecordView) => {
    const items = [...texts(data['ciIds']), ...texts(data['faultyCis'])]
    return text(data, 'category') === category || items.some((id) => ciIds.includes(id))
  }
  return problems
    .filter((problem) => !ENDED_PROBLEM.has(problem.status ?? '') && isNear(problem))
    .map(({ id, number: given, data }) => ({
      id,
      number: given,
      title: data['title'] ?? null,
      workaround: data['workaround'] ?? null,
    }))
}
