/**
 * Whether the core indicators of a process were computed for the last closed month and looked at by its manager, asked of the
 * registers `indicator` and `indicator-value`: an installation without them measures nothing.
 */
import type { Engine } from '../../engine/engine.ts'
import { allRecords } from '../all-records.ts'

/** The core indicators of one process. */
export interface Measured {
  /** E.g. `2026-02`. */
  readonly period: string
  readonly core: number
  /** How many have a value for the period. */
  readonly computed: number
  /** How many of these values somebody has reviewed. */
  readonly reviewed: number
  /** Ids of the indicators. */
  readonly indicators: readonly string[]
}

const INDICATOR = 'indicator'
const VALUE = 'indicator-value'

/** @returns by process key; empty where no process has core indicators */
export async function measuredProcesses(
  engine: Pick<Engine, 'listRecords' | 'listRegisters'>,
  institutionId: string,
  period: string,
): Promise<ReadonlyMap<string, Measured>> {
  const core = (
    await allRecords(engine, { institutionId, register: INDICATOR, where: { core: true }, status: ['active'] })
  ).filter(({ data }) => typeof data['processKey'] === 'string')
  if (core.length === 0) return new Map()
  const values = await allRecords(engine, { institutionId, register: VALUE, where: { period } })
  const computed = new Set(values.map(({ data }) => data['indicatorId']))
  const reviewed = new Set(values.flatMap(({ data }) => (data['reviewedAt'] ? [data['indicatorId']] : [])))
  const found = new Map<string, Measured>()
  for (const { id, data } of core) {
    const key = String(data['processKey'])
    const before = found.get(key) ?? { period, core: 0, computed: 0, reviewed: 0, indicators: [] }
    found.set(key, {
      period,
      core: before.core + 1,
      computed: before.computed + Number(computed.has(id)),
      reviewed: before.reviewed + Number(reviewed.has(id)),
      indicators: [...before.indicators, id],
    })
  }
  return found
}
