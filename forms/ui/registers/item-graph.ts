/** A configuration item with its neighbours: what is related to it directly, and what to those. */
import type { Variables } from '../../../engine/model/json.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { hasEnded } from '../../../processes/walk-impact.ts'
import type { PageCall } from '../shared/page.ts'
import { ITEMS } from './record-frame.tsx'
import { readableRegister } from './register-of.ts'

const RELATIONS = 'ci-relation'
/** Relations from the item to the furthest neighbour. */
const DEPTH = 2
/** More are no picture any more. */
const MOST_ITEMS = 40

/** One item of the picture. */
export interface GraphItem {
  readonly record: RecordView
  /** 0: the one that it is about. */
  readonly depth: number
  /** The neighbour through which it was reached; null for the first. */
  readonly through: string | null
}

/** A relation between two items of the picture. */
export interface GraphRelation {
  readonly id: string
  readonly from: string
  readonly to: string
  /** Code of `relationType`. */
  readonly type: string
}

export interface ItemGraph {
  /** Nearest first. */
  readonly items: ReadonlyMap<string, GraphItem>
  readonly relations: readonly GraphRelation[]
  /** There are more items than are shown. */
  readonly truncated: boolean
}

export async function itemGraph(call: PageCall, record: RecordView): Promise<ItemGraph> {
  const items = new Map<string, GraphItem>([[record.id, { record, depth: 0, through: null }]])
  if (!readableRegister(call, RELATIONS)) return { items, relations: [], truncated: false }
  const relations = new Map<string, GraphRelation>()
  let truncated = false
  let level: readonly string[] = [record.id]
  for (let depth = 1; depth <= DEPTH && level.length > 0; depth += 1) {
    const found = await relationsOf(call, level)
    const through = new Map<string, string>()
    for (const relation of found) {
      relations.set(relation.id, relation)
      for (const [near, far] of [
        [relation.from, relation.to],
        [relation.to, relation.from],
      ] as const)
        if (level.includes(near) && !items.has(far) && !through.has(far)) through.set(far, near)
    }
    const room = MOST_ITEMS - items.size
    truncated ||= through.size > room
    const ids = [...through.keys()].slice(0, room)
    const { ports, institutionId } = call
    const records = await ports.engine.getRecords({ institutionId, register: ITEMS, ids })
    for (const one of records) items.set(one.id, { record: one, depth, through: through.get(one.id) ?? null })
    level = records.map(({ id }) => id)
  }
  const shown = [...relations.values()].filter(({ from, to }) => items.has(from) && items.has(to))
  return { items, relations: shown, truncated }
}

/** Relations at either end of which one of the items is, as they hold today. */
async function relationsOf(call: PageCall, ids: readonly string[]): Promise<readonly GraphRelation[]> {
  const { ports, institutionId } = call
  const today = ports.clock.now().toISOString().slice(0, 10)
  const ask = (field: 'from' | 'to') =>
    ports.engine.listRelatedRecords({ institutionId, register: RELATIONS, field, ids })
  const both = [...(await ask('from')), ...(await ask('to'))]
  return both
    .filter(({ data, status }) => status !== 'retired' && !hasEnded(data, today))
    .map(({ id, data }) => ({ id, from: text(data, 'from'), to: text(data, 'to'), type: text(data, 'type') }))
}

function text(data: Variables, field: string): string {
  const value = data[field]
  return typeof value === 'string' ? value : ''
}
