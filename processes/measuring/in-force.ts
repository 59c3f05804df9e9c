/** The indicators of an institution: the typical ones with what it has set for them, and its own. */
import type { Variables } from '../../engine/model/json.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'
import type { Register } from '../../engine/records/register.ts'
import type { Bilingual } from '../load-process-data.ts'
import type { Dimension, Formula, Frequency, Indicator, Unit } from './indicator.ts'
import { waitsFor } from './waits-for.ts'

/** An indicator as an institution has it. */
export interface IndicatorInForce {
  readonly key: string
  /** Of the institution's record; null where it has none yet. */
  readonly recordId: string | null
  readonly processKey: string | null
  readonly serviceId: string | null
  readonly name: Bilingual
  readonly meaning: Bilingual | null
  readonly unit: Unit
  readonly direction: 'up' | 'down'
  readonly core: boolean
  readonly target: number | null
  readonly dimension: Dimension | null
  readonly frequency: Frequency
  readonly source: string
  readonly owner: string | null
  readonly active: boolean
  /** Null: a person enters its values. */
  readonly formula: Formula | null
  readonly partNames: readonly Bilingual[]
  /** Registers, or fields `register.field`, that this installation does not have yet; it cannot be computed before. */
  readonly waits: readonly string[]
}

/** Id of the institution's record of a typical indicator. */
export const recordIdOf = (key: string): string => `indicator-${key.replaceAll('.', '-')}`

/** @param records of the register `indicator` */
export function indicatorsInForce(
  typical: readonly Indicator[],
  registers: readonly Register[],
  records: readonly Pick<RecordView, 'id' | 'data'>[],
): readonly IndicatorInForce[] {
  const byKey = new Map(records.map((record) => [String(record.data['key']), record]))
  const known = typical.map((indicator) => withOwn(indicator, registers, byKey.get(indicator.key)))
  const keys = new Set(typical.map(({ key }) => key))
  const own = records.filter(({ data }) => !keys.has(String(data['key']))).map(ownIndicator)
  return [...known, ...own]
}

function withOwn(
  indicator: Indicator,
  registers: readonly Register[],
  record: Pick<RecordView, 'id' | 'data'> | undefined,
): IndicatorInForce {
  const data = record?.data ?? {}
  return {
    ...indicator,
    recordId: record?.id ?? null,
    serviceId: null,
    // An institution that has a record has said what it aims at, also where that is nothing.
    target: record ? numberIn(data, 'target') : indicator.target,
    frequency: (textIn(data, 'frequency') as Frequency | null) ?? indicator.frequency,
    owner: textIn(data, 'owner'),
    active: data['active'] !== false,
    partNames: indicator.partNames ?? [],
    waits: waitsFor(indicator, registers),
  }
}

function ownIndicator({ id, data }: Pick<RecordView, 'id' | 'data'>): IndicatorInForce {
  const meaning = textIn(data, 'formula')
  return {
    key: String(data['key']),
    recordId: id,
    processKey: textIn(data, 'processKey'),
    serviceId: textIn(data, 'serviceId'),
    name: nameIn(data),
    meaning: meaning === null ? null : { lv: meaning, en: meaning },
    unit: (textIn(data, 'unit') as Unit | null) ?? 'count',
    direction: data['direction'] === 'down' ? 'down' : 'up',
    core: data['core'] === true,
    target: numberIn(data, 'target'),
    dimension: textIn(data, 'dimension') as Dimension | null,
    frequency: (textIn(data, 'frequency') as Frequency | null) ?? 'quarterly',
    source: textIn(data, 'source') ?? 'manual',
    owner: textIn(data, 'owner'),
    active: data['active'] !== false,
    formula: null,
    partNames: [],
    waits: [],
  }
}

/** What the institution's record of a typical indicator begins with. */
export function recordOf(indicator: IndicatorInForce): Variables {
  const { key, name, meaning, unit, target, direction, dimension, core, source, frequency, processKey } = indicator
  return {
    key,
    name: { ...name },
    object: processKey,
    formula: meaning?.lv ?? null,
    unit,
    target,
    direction,
    dimension,
    core,
    source,
    frequency,
    active: true,
    processKey,
  }
}

function nameIn(data: Variables): Bilingual {
  const { name } = data
  const texts = typeof name === 'object' && name !== null && !Array.isArray(name) ? (name as Variables) : {}
  const lv = textIn(texts, 'lv') ?? String(data['key'])
  return { lv, en: textIn(texts, 'en') ?? lv }
}

function textIn(data: Variables, field: string): string | null {
  const value = data[field]
  return typeof value === 'string' && value !== '' ? value : null
}

function numberIn(data: Variables, field: string): number | null {
  const value = data[field]
  return typeof value === 'number' ? value : null
}
