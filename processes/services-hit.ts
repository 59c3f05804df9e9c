/** What impact analysis says of the services that are hit: their terms, and on which way each is reached. */
import type { Json, Variables } from '../engine/model/json.ts'
import type { RecordView } from '../engine/records/record-unit.ts'
import { number, object, objects, text } from './handlers/input.ts'
import { isInForce } from './handlers/registers.ts'
import type { Hit, ImpactDirections, Reached, WalkBounds, WalkedRecords } from './walk-impact.ts'

/** A service that is hit. */
export interface ServiceHit {
  readonly [field: string]: Json
  readonly id: string
  readonly code: Json
  readonly name: Json
  readonly vital: boolean
  readonly rtoMinutes: Json
  readonly slaId: string | null
  /** Per cent that the agreement in force promises. */
  readonly availabilityTarget: Json
  /** Item ids from the start to the item that carries the service. */
  readonly path: readonly string[]
  readonly viaCi: string | null
  readonly viaService: string | null
}

/** How an institution walks, from its settings `impactDirections`, `impactMaxDepth`, `impactMaxItems`. */
export function impactRulesOf(settings: Variables): {
  readonly directions: ImpactDirections
  readonly bounds: WalkBounds
} {
  return {
    directions: object(settings, 'impactDirections') as ImpactDirections,
    bounds: { maxDepth: number(settings, 'impactMaxDepth') ?? 0, maxItems: number(settings, 'impactMaxItems') ?? 0 },
  }
}

/** Vital services first, then by code. @param now agreements count as they are at this moment */
export async function describeServices(
  records: WalkedRecords,
  { services }: Pick<Reached, 'services'>,
  now: string,
): Promise<readonly ServiceHit[]> {
  const agreements = await records.related([...services.keys()], { register: 'sla', field: 'serviceId' })
  const byService = new Map<string, RecordView>()
  for (const agreement of agreements) {
    const serviceId = text(agreement.data, 'serviceId')
    if (serviceId !== null && isInForce(agreement, now.slice(0, 10))) byService.set(serviceId, agreement)
  }
  return [...services.values()]
    .map((hit) => describe(hit, byService.get(hit.service.id) ?? null))
    .toSorted((one, other) => orderOf(one).localeCompare(orderOf(other)))
}

function describe({ service, path, viaService }: Hit, agreement: RecordView | null): ServiceHit {
  const { id, data } = service
  const targets = agreement ? objects(agreement.data, 'targets') : []
  const availability = targets.find(({ parameter }) => parameter === 'availability')
  return {
    id,
    code: data['code'] ?? null,
    name: data['name'] ?? null,
    vital: data['vital'] === true,
    rtoMinutes: data['rtoMinutes'] ?? null,
    slaId: agreement?.id ?? null,
    availabilityTarget: availability?.['value'] ?? null,
    path,
    viaCi: path.at(-1) ?? null,
    viaService,
  }
}

function orderOf({ vital, code }: ServiceHit): string {
  return `${vital ? 0 : 1} ${JSON.stringify(code)}`
}
