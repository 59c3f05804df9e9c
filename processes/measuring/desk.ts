/**
 * Measuring, for whoever shows it: the indicators of an institution, their values by period and part, what was written down
 * for periods that are over, and its review. Who may see what is decided by those who ask.
 */
import { Temporal } from 'temporal-polyfill'
import type { Clock, Engine, Instant, Part, RecordView, Told } from '../../engine/index.ts'
import { Conflict, NotFound } from '../../engine/model/errors.ts'
import type { ProcessData } from '../load-process-data.ts'
import { type IndicatorInForce, indicatorsInForce, recordIdOf, recordOf } from './in-force.ts'
import { measure, type MeasuredValue } from './measure.ts'
import { localDay, periodsUpTo } from './periods.ts'
import { INDICATOR, recordValues, VALUE, type ValueKeeper } from './record-values.ts'
import type { Report } from './report.ts'

/** A value that was written down. */
export interface WrittenValue {
  readonly id: string
  readonly key: string
  readonly period: string
  readonly value: number | null
  readonly reason: string | null
  readonly cases: number
  readonly evidence: string | null
  readonly reviewed: boolean
  readonly reviewedBy: string | null
  readonly reviewedAt: Instant | null
  readonly remarks: string | null
}

/** What is asked for. */
export interface ValuesQuery {
  readonly institutionId: string
  readonly indicators: readonly IndicatorInForce[]
  readonly periods: readonly string[]
  readonly only?: Partial<Readonly<Record<Part, string>>>
  readonly by?: Part
}

/** What may be asked and told. */
export interface MeasuringDesk {
  readonly reports: readonly Report[]
  /** In the order of processes and files; the institution's own last. */
  indicators(institutionId: string): Promise<readonly IndicatorInForce[]>
  /** Gives an institution records of the typical indicators that it has none of yet, for people to choose from. */
  introduce(told: Told): Promise<void>
  /** Of indicators that can be computed here. */
  values(query: ValuesQuery): Promise<readonly MeasuredValue[]>
  written(query: Pick<ValuesQuery, 'institutionId' | 'indicators' | 'periods'>): Promise<readonly WrittenValue[]>
  /** Today where the institution is, `YYYY-MM-DD`. */
  today(): string
  /** So many periods of one kind, the last one being this. @throws Error for what is no period */
  periodsUpTo(period: string, amount: number): readonly string[]
  /** Computes and writes down the values of a period. @returns how many, and of which a person has to enter the value */
  record(
    told: Told,
    indicators: readonly IndicatorInForce[],
    period: string,
  ): Promise<{ readonly recorded: number; readonly missing: readonly IndicatorInForce[] }>
  /** Marks written values as looked at. @throws NotFound */
  review(told: Told, valueIds: readonly string[], remarks: string | null): Promise<{ readonly reviewed: number }>
}

const MOST_INDICATORS = 1000
const PAGE = 200

/** @param ports what `api/main.ts` has made */
export function createMeasuringDesk(ports: {
  readonly engine: Engine
  readonly data: Pick<ProcessData, 'indicators' | 'registers' | 'reports' | 'calendars' | 'defaultSettings'>
  readonly clock: Clock
}): MeasuringDesk {
  const { engine, data, clock } = ports
  const now = (): Instant => clock.now().toISOString()
  const usual = data.calendars.find(({ id }) => id === data.defaultSettings['calendar'])
  const timeZone = usual?.timezone ?? 'Europe/Riga'
  const dayStart = (day: string): Instant =>
    new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds).toISOString()

  async function ownIndicators(institutionId: string): Promise<readonly RecordView[]> {
    const found: RecordView[] = []
    let after: string | undefined
    do {
      const page = await engine.listRecords({
        institutionId,
        register: INDICATOR,
        limit: PAGE,
        order: 'oldest',
        ...(after === undefined ? {} : { after }),
      })
      found.push(...page.items.filter((record) => record.institutionId === institutionId))
      after = page.next ?? undefined
    } while (after !== undefined && found.length < MOST_INDICATORS)
    return found
  }

  const valueRecords = async (institutionId: string, ids: readonly string[], periods: readonly string[]) =>
    ids.length === 0 || periods.length === 0
      ? []
      : engine.listRelatedRecords({
          institutionId,
          register: VALUE,
          ids,
          field: 'indicatorId',
          anyOf: { period: periods },
        })

  return {
    reports: data.reports,
    indicators: async (institutionId) =>
      indicatorsInForce(data.indicators, data.registers, await ownIndicators(institutionId)),

    async introduce({ by }) {
      const own = await ownIndicators(by.institutionId)
      const missing = indicatorsInForce(data.indicators, data.registers, own).filter((one) => one.recordId === null)
      await Promise.all(
        missing.map(async (indicator) => {
          const record = { register: INDICATOR, id: recordIdOf(indicator.key), data: withoutNulls(recordOf(indicator)) }
          try {
            await engine.createRecord({ by, ...record })
          } catch (error) {
            // Another node that starts at the same time has been quicker.
            if (!(error instanceof Conflict)) throw error
          }
        }),
      )
    },

    values: ({ institutionId, indicators, ...asked }) => {
      const computable = indicators.flatMap((one) =>
        one.formula === null || one.waits.length > 0 ? [] : [{ ...one, formula: one.formula }],
      )
      return measure(
        (query) => engine.getSums({ ...query, institutionId }),
        { indicators: computable, ...asked },
        now(),
      )
    },

    async written({ institutionId, indicators, periods }) {
      const keys = new Map(indicators.flatMap(({ recordId, key }) => (recordId === null ? [] : [[recordId, key]])))
      const records = await valueRecords(institutionId, [...keys.keys()], periods)
      return records.map(({ id, data: value }) => writtenValue(id, keys.get(String(value['indicatorId'])) ?? '', value))
    },

    today: () => localDay(now(), timeZone),
    periodsUpTo,

    async record(told, indicators, period) {
      const { by } = told
      const keeper: ValueKeeper = {
        sums: (query) => engine.getSums({ ...query, institutionId: by.institutionId }),
        values: (ids, periods) => valueRecords(by.institutionId, ids, periods),
        create: (register, content, id) =>
          engine.createRecord({ by, register, data: withoutNulls(content), ...(id === undefined ? {} : { id }) }),
        update: (register, id, patch) => engine.updateRecord({ by, register, id, patch }),
      }
      const wanted = indicators.map((indicator) => ({ indicator, periods: [period] }))
      const { values, missing } = await recordValues(wanted, keeper, now(), dayStart)
      return { recorded: values.length, missing: missing.map(({ indicator }) => indicator) }
    },

    async review(told, valueIds, remarks) {
      const { by } = told
      const { institutionId } = by
      const found = await engine.getRecords({ institutionId, register: VALUE, ids: valueIds })
      const missing = valueIds.find((id) => !found.some((record) => record.id === id))
      if (missing !== undefined) throw new NotFound(`${VALUE} record`, missing)
      for (const { id, version } of found)
        await engine.updateRecord({
          by,
          register: VALUE,
          id,
          expectedVersion: version,
          patch: { reviewed: true, reviewedBy: by.id, reviewedAt: now(), remarks },
        })
      return { reviewed: found.length }
    },
  }
}

function writtenValue(id: string, key: string, data: RecordView['data']): WrittenValue {
  const { period, value, reason, cases, evidence, reviewed, reviewedBy, reviewedAt, remarks } = data
  const text = (one: unknown): string | null => (typeof one === 'string' ? one : null)
  return {
    id,
    key,
    period: String(period),
    value: typeof value === 'number' ? value : null,
    reason: text(reason),
    cases: typeof cases === 'number' ? cases : 0,
    evidence: text(evidence),
    reviewed: reviewed === true,
    reviewedBy: text(reviewedBy),
    reviewedAt: text(reviewedAt),
    remarks: text(remarks),
  }
}

const withoutNulls = (data: RecordView['data']): RecordView['data'] =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null))
