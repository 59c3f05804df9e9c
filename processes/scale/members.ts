/** Which institutions belong to the state, a sector or a municipality, as the register of institutions says. */
import type { Json } from '../../engine/model/json.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'
import type { Bilingual } from '../load-process-data.ts'

/** An institution of the register. */
export interface Member {
  readonly id: string
  readonly regNo: string | null
  readonly name: Bilingual
  readonly kind: string
  readonly hasServices: boolean
  /** Ids of the institutions that lead its sector and municipality. */
  readonly sectorId: string | null
  readonly municipalityId: string | null
}

/** `id` is that of the institution that leads it. */
export type Scale =
  | { readonly kind: 'state' }
  | { readonly kind: 'sector'; readonly id: string }
  | { readonly kind: 'municipality'; readonly id: string }

/** As addresses have it: `state`, `sector:<id>`, `municipality:<id>`. @returns null for what is none */
export function readScale(text: string): Scale | null {
  if (text === 'state') return { kind: 'state' }
  const [, kind, id] = /^(sector|municipality):(.{1,100})$/s.exec(text) ?? []
  return kind === undefined || id === undefined ? null : { kind: kind as 'sector' | 'municipality', id }
}

export const scaleText = (scale: Scale): string => (scale.kind === 'state' ? 'state' : `${scale.kind}:${scale.id}`)

/**
 * An institution is of the sector and municipality that its record names, else those of its parent; a ministry leads its own
 * sector and a municipality itself.
 *
 * @param records active ones of the register `institution`
 */
export function membersOf(records: readonly Pick<RecordView, 'id' | 'data'>[]): readonly Member[] {
  const byId = new Map(records.map((record) => [record.id, record]))
  /** Up the chain of parents; a circle ends where it began. */
  const leadOf = (id: string, field: 'sectorId' | 'municipalityId', leading: string): string | null => {
    const seen = new Set<string>()
    let current: string | null = id
    while (current !== null && !seen.has(current)) {
      seen.add(current)
      const data = byId.get(current)?.data
      const named = textIn(data?.[field])
      if (named !== null) return named
      if (data?.['kind'] === leading) return current
      current = textIn(data?.['parentId'])
    }
    return null
  }
  return records.map(({ id, data }) => ({
    id,
    regNo: textIn(data['regNo']),
    name: nameIn(data['name'], id),
    kind: String(data['kind']),
    hasServices: data['hasServices'] !== false,
    sectorId: leadOf(id, 'sectorId', 'ministry'),
    municipalityId: leadOf(id, 'municipalityId', 'municipality'),
  }))
}

export function membersIn(members: readonly Member[], scale: Scale): readonly Member[] {
  switch (scale.kind) {
    case 'state':
      return members
    case 'sector':
      return members.filter(({ sectorId }) => sectorId === scale.id)
    case 'municipality':
      return members.filter(({ municipalityId }) => municipalityId === scale.id)
  }
}

/** Every scale that has an institution in it: the state first. */
export function scalesOf(members: readonly Member[]): readonly Scale[] {
  const leads = (field: 'sectorId' | 'municipalityId') => [...new Set(members.flatMap((one) => one[field] ?? []))]
  return [
    { kind: 'state' },
    ...leads('sectorId').map((id) => ({ kind: 'sector', id }) as const),
    ...leads('municipalityId').map((id) => ({ kind: 'municipality', id }) as const),
  ]
}

const textIn = (value: Json | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null)

export function nameIn(value: Json | undefined, otherwise: string): Bilingual {
  const { lv, en } = (typeof value === 'object' && value !== null ? value : {}) as { lv?: string; en?: string }
  return { lv: lv ?? otherwise, en: en ?? lv ?? otherwise }
}
