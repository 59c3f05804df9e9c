/** What is measured: indicators, their values, and reports made of them. */
import { Type } from 'typebox'
import { Id, Instant, Key, nullable, object, oneOf, text } from './common.ts'

const Bilingual = object({ lv: Type.String(), en: Type.String() })
const Period = Type.String({
  pattern: '^\\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$',
  description: 'a month `2026-03`, a quarter `2026-Q1` or a year `2026`',
})
const Part = oneOf(['service', 'group', 'version', 'first', 'second'])
const Reason = nullable(oneOf(['no-data', 'division-by-zero'], 'why there is no value'))

export const Indicator = object(
  {
    key: Key,
    recordId: nullable(Id),
    processKey: nullable(Type.String()),
    serviceId: nullable(Type.String()),
    name: Bilingual,
    meaning: nullable(Bilingual),
    unit: Type.String(),
    direction: oneOf(['up', 'down']),
    core: Type.Boolean(),
    target: nullable(Type.Number()),
    dimension: nullable(Type.String()),
    frequency: oneOf(['monthly', 'quarterly', 'yearly']),
    source: Type.String(),
    owner: nullable(Type.String()),
    active: Type.Boolean(),
    computed: Type.Boolean({ description: 'false: a person enters its values' }),
    partNames: Type.Array(Bilingual, { description: 'what `first` and `second` tell apart' }),
    waits: Type.Array(Type.String(), {
      description: 'registers and fields that this installation does not have yet; there are no values before',
    }),
  },
  { title: 'Indicator' },
)
export const IndicatorList = object({ items: Type.Array(Indicator), next: Type.Null() }, { title: 'IndicatorList' })
export const IndicatorsQuery = object({ processKey: Type.Optional(Key) })
export const IndicatorParams = object({ indicatorKey: Key })

export const MeasuredValue = object(
  {
    indicator: Key,
    period: Period,
    part: Type.String({ description: 'of which service, group …; empty where it is not broken down' }),
    value: nullable(Type.Number()),
    reason: Reason,
    cases: Type.Integer({ description: 'how many cases, tasks or records it rests on' }),
    unit: Type.String(),
    target: nullable(Type.Number()),
    met: nullable(Type.Boolean()),
  },
  { title: 'MeasuredValue' },
)
export const MeasuredValueList = object(
  { items: Type.Array(MeasuredValue), next: Type.Null() },
  { title: 'MeasuredValueList' },
)

const NARROWED = {
  serviceId: Type.Optional(Id),
  groupId: Type.Optional(Id),
  version: Type.Optional(text(20)),
}
export const MeasuresQuery = object({
  processKey: Type.Optional(Key),
  indicator: Type.Optional(Key),
  period: Type.Optional(Period),
  periods: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 60, default: 1, description: 'how many periods, the last one being `period`' }),
  ),
  by: Type.Optional(Part),
  ...NARROWED,
})

export const ReportParams = object({ reportKey: Key })
export const ReportQuery = object({ period: Type.Optional(Period) })
export const ReportAnswer = object(
  {
    key: Key,
    name: Bilingual,
    period: Period,
    sections: Type.Array(
      object({
        title: Bilingual,
        by: nullable(Part),
        items: Type.Array(MeasuredValue),
        waits: Type.Array(object({ indicator: Key, waits: Type.Array(Type.String()) })),
      }),
    ),
  },
  { title: 'Report' },
)

export const WrittenValue = object(
  {
    id: Id,
    indicator: Key,
    period: Period,
    value: nullable(Type.Number()),
    reason: Reason,
    cases: Type.Integer(),
    evidence: nullable(Type.String()),
    reviewed: Type.Boolean(),
    reviewedBy: nullable(Type.String()),
    reviewedAt: nullable(Instant),
    remarks: nullable(Type.String()),
  },
  { title: 'WrittenValue' },
)
export const WrittenValueList = object(
  { items: Type.Array(WrittenValue), next: Type.Null() },
  { title: 'WrittenValueList' },
)
export const WrittenQuery = object({ processKey: Type.Optional(Key), period: Period })
export const RecordValuesRequest = object({ processKey: Key, period: Period }, { title: 'RecordValuesRequest' })
export const RecordValuesAnswer = object(
  { recorded: Type.Integer(), missing: Type.Array(Key, { description: 'a person has to enter the value of these' }) },
  { title: 'RecordValuesAnswer' },
)
export const ReviewRequest = object(
  {
    processKey: Key,
    period: Period,
    remarks: Type.Optional(text(4000)),
  },
  { title: 'ReviewRequest' },
)
export const ReviewAnswer = object({ reviewed: Type.Integer() }, { title: 'ReviewAnswer' })

export const MeasuringStanding = object(
  {
    due: Type.Integer({ description: 'changed subjects that wait to be measured; counted up to 1,000' }),
    isWalking: Type.Boolean({ description: 'everything is being counted anew' }),
  },
  { title: 'MeasuringStanding' },
)
export const RemeasureAnswer = object({ isWalking: Type.Boolean() }, { title: 'RemeasureAnswer' })
