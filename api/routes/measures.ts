/** What is measured. Values are for who answers for the process or the service; see `policies/measuring.ts`. */
import type { Static } from 'typebox'
import { NotAllowed, NotFound } from '../../engine/model/errors.ts'
import type { IndicatorInForce } from '../../processes/measuring/in-force.ts'
import type { MeasuredValue } from '../../processes/measuring/measure.ts'
import {
  IndicatorList,
  IndicatorsQuery,
  MeasuredValueList,
  MeasuresQuery,
  MeasuringStanding,
  RecordValuesAnswer,
  RecordValuesRequest,
  RemeasureAnswer,
  ReportAnswer,
  ReportParams,
  ReportQuery,
  ReviewAnswer,
  ReviewRequest,
  WrittenQuery,
  WrittenValueList,
} from '../contract/measures.ts'
import { type Call, endpoint, type House, type Reply } from '../endpoint.ts'
import type { Caller } from '../policies/caller.ts'
import {
  mayReviewMeasures,
  maySeeAllMeasures,
  maySeeMeasuresOfProcess,
  maySeeMeasuresOfService,
  maySeeReport,
} from '../policies/measuring.ts'
import { presentAnswer } from '../present/answer.ts'
import { presentIndicator, presentValue, presentWritten, valuesAsCsv } from '../present/measures.ts'
import { presentWhole } from '../present/page.ts'

export const listIndicators = endpoint({
  operationId: 'listIndicators',
  summary: 'Lists what is measured of the processes that you answer for',
  query: IndicatorsQuery,
  answers: { 200: IndicatorList },
  handle: async (call) => presentWhole((await visibleIndicators(call, call.query.processKey)).map(presentIndicator)),
})

export const listValues = endpoint({
  operationId: 'listMeasuredValues',
  summary: 'Computes values of indicators by period, for all or one service, group or version, also broken down',
  query: MeasuresQuery,
  answers: { 200: MeasuredValueList },
  handle: async (call) => {
    const { values, indicators } = await valuesAsked(call)
    return presentWhole(presentValues(values, indicators))
  },
})

export const exportValues = endpoint({
  operationId: 'exportMeasuredValues',
  summary: 'Gives the same values as a table for spreadsheets',
  query: MeasuresQuery,
  answers: { 200: 'text/csv' },
  handle: async (call) => {
    const { values, indicators } = await valuesAsked(call)
    return asCsv(values, indicators, call.language, 'measures')
  },
})

export const getReport = endpoint({
  operationId: 'getMeasuringReport',
  summary: 'Gives a report: volumes, costs, service levels, capacity or satisfaction of one period',
  params: ReportParams,
  query: ReportQuery,
  answers: { 200: ReportAnswer },
  handle: async (call) => {
    const { report, period, sections } = await reportAsked(call)
    return {
      body: {
        key: report.key,
        name: { ...report.name },
        period,
        sections: sections.map(({ title, by, indicators, values }) => ({
          title: { ...title },
          by: by ?? null,
          items: presentValues(values, indicators),
          waits: indicators.flatMap(({ key, waits }) =>
            waits.length === 0 ? [] : [{ indicator: key, waits: [...waits] }],
          ),
        })),
      },
    }
  },
})

export const exportReport = endpoint({
  operationId: 'exportMeasuringReport',
  summary: 'Gives the figures of a report as a table for spreadsheets',
  params: ReportParams,
  query: ReportQuery,
  answers: { 200: 'text/csv' },
  handle: async (call) => {
    const { report, sections } = await reportAsked(call)
    const indicators = sections.flatMap((section) => section.indicators)
    const values = sections.flatMap((section) => section.values)
    return asCsv(values, indicators, call.language, report.key)
  },
})

export const listWritten = endpoint({
  operationId: 'listIndicatorValues',
  summary: 'Lists the values that were written down for a period, and whether somebody has reviewed them',
  query: WrittenQuery,
  answers: { 200: WrittenValueList },
  handle: async (call) => {
    const { house, query, institutionId } = call
    const indicators = await visibleIndicators(call, query.processKey)
    const values = await house.measuring.written({ institutionId, indicators, periods: [query.period] })
    return presentWhole(values.map(presentWritten))
  },
})

export const record = endpoint({
  operationId: 'recordIndicatorValues',
  summary: 'Computes the values of a process for a period and writes them down',
  body: RecordValuesRequest,
  answers: { 200: RecordValuesAnswer },
  handle: async (call) => {
    const { house, told, body } = call
    const indicators = await reviewable(call, body.processKey)
    const { recorded, missing } = await house.measuring.record(told, indicators, body.period)
    return { body: { recorded, missing: missing.map(({ key }) => key) } }
  },
})

export const review = endpoint({
  operationId: 'reviewIndicatorValues',
  summary: 'Says that the written values of a process for a period were looked at',
  body: ReviewRequest,
  answers: { 200: ReviewAnswer },
  handle: async (call) => {
    const { house, told, body, institutionId } = call
    const indicators = await reviewable(call, body.processKey)
    const values = await house.measuring.written({ institutionId, indicators, periods: [body.period] })
    const ids = values.filter(({ reviewed }) => !reviewed).map(({ id }) => id)
    return { body: { ...(await house.measuring.review(told, ids, body.remarks ?? null)) } }
  },
})

export const standing = endpoint({
  operationId: 'getMeasuringStanding',
  summary: 'Says whether measures lag behind what happened',
  answers: { 200: MeasuringStanding },
  handle: async ({ engine }) => ({ body: { ...(await engine.getMeasuringStanding()) } }),
})

export const recount = endpoint({
  operationId: 'remeasure',
  summary: 'Has everything counted anew, in the background',
  answers: { 200: RemeasureAnswer },
  handle: async ({ engine, told }) => presentAnswer(await engine.remeasure(told)),
})

type Asking = Pick<Call<unknown, unknown, unknown>, 'house' | 'caller' | 'institutionId'>

async function valuesAsked(call: Asking & { readonly query: Static<typeof MeasuresQuery> }) {
  const { house, caller, query, institutionId } = call
  const { serviceId, groupId, version, by } = query
  const isOwn = serviceId !== undefined && maySeeMeasuresOfService(caller, serviceId)
  const all = await house.measuring.indicators(institutionId)
  const indicators = all.filter(
    (one) =>
      (query.processKey === undefined || one.processKey === query.processKey) &&
      (query.indicator === undefined || one.key === query.indicator) &&
      (isOwn || maySee(caller, one)),
  )
  if (query.indicator !== undefined && indicators.length === 0) throw new NotFound('indicator', query.indicator)
  const values = await house.measuring.values({
    institutionId,
    indicators,
    periods: periodsUpTo(house, query.period, query.periods ?? 1),
    only: {
      ...(serviceId === undefined ? {} : { service: serviceId }),
      ...(groupId === undefined ? {} : { group: groupId }),
      ...(version === undefined ? {} : { version }),
    },
    ...(by === undefined ? {} : { by }),
  })
  return { values, indicators }
}

async function reportAsked({
  house,
  caller,
  params,
  query,
  institutionId,
}: Asking & { readonly params: Static<typeof ReportParams>; readonly query: Static<typeof ReportQuery> }) {
  const report = house.measuring.reports.find(({ key }) => key === params.reportKey)
  if (!report) throw new NotFound('report', params.reportKey)
  if (!maySeeReport(caller, report.key)) throw notYours('the reports of the whole institution')
  const all = await house.measuring.indicators(institutionId)
  const [period = ''] = periodsUpTo(house, query.period, 1)
  const sections = []
  for (const { title, indicators: keys, by } of report.sections) {
    const indicators = all.filter(({ key }) => keys.includes(key))
    const asked = { institutionId, indicators, periods: [period], ...(by === undefined ? {} : { by }) }
    sections.push({ title, by, indicators, values: await house.measuring.values(asked) })
  }
  return { report, period, sections }
}

async function visibleIndicators(
  { house, caller, institutionId }: Asking,
  processKey: string | undefined,
): Promise<readonly IndicatorInForce[]> {
  const all = await house.measuring.indicators(institutionId)
  return all.filter((one) => (processKey === undefined || one.processKey === processKey) && maySee(caller, one))
}

/** An indicator of no process is for who sees all, or answers for its service. */
function maySee(caller: Caller, { processKey, serviceId }: IndicatorInForce): boolean {
  if (processKey !== null && maySeeMeasuresOfProcess(caller, processKey)) return true
  return (serviceId !== null && maySeeMeasuresOfService(caller, serviceId)) || maySeeAllMeasures(caller)
}

async function reviewable(
  { house, caller, institutionId }: Asking,
  processKey: string,
): Promise<readonly IndicatorInForce[]> {
  if (!mayReviewMeasures(caller, processKey)) throw notYours(`the process "${processKey}"`)
  const all = await house.measuring.indicators(institutionId)
  return all.filter((one) => one.processKey === processKey)
}

const notYours = (what: string): NotAllowed =>
  new NotAllowed(`Expected somebody who answers for ${what}, but you do not.`)

/** The last of them is the period asked for, or this month. */
function periodsUpTo({ measuring }: House, period: string | undefined, amount: number): readonly string[] {
  return measuring.periodsUpTo(period ?? measuring.today().slice(0, 7), amount)
}

function presentValues(values: readonly MeasuredValue[], indicators: readonly IndicatorInForce[]) {
  const byKey = new Map(indicators.map((one) => [one.key, one]))
  return values.flatMap((value) => {
    const indicator = byKey.get(value.key)
    return indicator ? [presentValue(value, indicator)] : []
  })
}

function asCsv(
  values: readonly MeasuredValue[],
  indicators: readonly IndicatorInForce[],
  language: 'lv' | 'en',
  name: string,
): Reply {
  const byKey = new Map(indicators.map((one) => [one.key, one]))
  return {
    pieces: once(valuesAsCsv(values, byKey, language)),
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}.csv"`,
    },
  }
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}
