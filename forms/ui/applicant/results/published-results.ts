/** What schemes have published to clients: reports with their mark, and nothing else of them than what is meant for clients. */
import { isObject, type Json } from '../../../../engine/model/json.ts'
import type { RecordView } from '../../../../engine/records/record-unit.ts'
import type { PageCall } from '../../shared/page.ts'

const KEPT_MS = 60_000
/** Years of monthly reports of some services. */
const MOST = 200

/** What is told of all services together. */
export interface PublishedSummary {
  readonly id: string
  readonly title: Json
  readonly period: string
  readonly publishedAt: string
  readonly text: string
}

/** What was agreed and reached; null: nothing was measured. */
export interface PublishedLevel {
  readonly parameter: string
  readonly priority: string | null
  readonly target: number
  readonly actual: number | null
  readonly unit: string
  /** Whether every measured case kept it; null where nothing was measured. */
  readonly isKept: boolean | null
}

/** The newest published levels of one service. */
export interface PublishedLevels {
  readonly serviceId: string
  readonly period: string
  readonly levels: readonly PublishedLevel[]
}

export interface PublishedResults {
  /** Newest first. */
  readonly summaries: readonly PublishedSummary[]
  readonly services: readonly PublishedLevels[]
}

const kept = new WeakMap<object, Map<string, { readonly at: number; readonly results: PublishedResults }>>()

/** Kept for a minute, so that many visitors are one question to the database. */
export async function publishedResults({ ports, institutionId }: PageCall): Promise<PublishedResults> {
  const { engine, clock } = ports
  let ofEngine = kept.get(engine)
  if (!ofEngine) kept.set(engine, (ofEngine = new Map()))
  const at = clock.now().getTime()
  const known = ofEngine.get(institutionId)
  if (known && Math.abs(at - known.at) < KEPT_MS) return known.results
  const { items } = await engine.listRecords({
    institutionId,
    register: 'report',
    where: { forClients: true },
    status: ['published'],
    limit: MOST,
  })
  const results = resultsOf(items)
  ofEngine.set(institutionId, { at, results })
  return results
}

/** @param reports newest first */
export function resultsOf(reports: readonly Pick<RecordView, 'id' | 'data'>[]): PublishedResults {
  const summaries = reports.flatMap(({ id, data }): PublishedSummary[] => {
    const { title = id, period, publishedAt, clientSummary } = data
    if (typeof clientSummary !== 'string' || clientSummary.trim() === '') return []
    return [{ id, title, period: String(period ?? ''), publishedAt: String(publishedAt ?? ''), text: clientSummary }]
  })
  const services = new Map<string, PublishedLevels>()
  for (const { data } of reports) {
    const found = levelsOf(data['content'], String(data['period'] ?? ''))
    const newer = found === null ? undefined : services.get(found.serviceId)
    // A report that was late may be of an earlier period.
    if (found !== null && (newer === undefined || newer.period < found.period)) services.set(found.serviceId, found)
  }
  return { summaries, services: [...services.values()] }
}

function levelsOf(content: Json | undefined, period: string): PublishedLevels | null {
  if (!isObject(content)) return null
  const { serviceId, levels } = content
  if (typeof serviceId !== 'string' || !Array.isArray(levels)) return null
  const read = levels.flatMap((level: Json): PublishedLevel[] => {
    if (!isObject(level)) return []
    const { parameter, priority, target, actual, unit, breaches } = level
    if (typeof parameter !== 'string' || typeof target !== 'number') return []
    return [
      {
        parameter,
        priority: typeof priority === 'string' ? priority : null,
        target,
        actual: typeof actual === 'number' ? actual : null,
        unit: typeof unit === 'string' ? unit : '',
        isKept: typeof actual === 'number' && typeof breaches === 'number' ? breaches === 0 : null,
      },
    ]
  })
  return read.length === 0 ? null : { serviceId, period, levels: read }
}
