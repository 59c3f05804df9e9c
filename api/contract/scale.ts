/** Figures over institutions: what one tells its lead, and what the state, a sector or a municipality comes to. */
import { Type } from 'typebox'
import { Id, Instant, Key, nullable, object, oneOf, text } from './common.ts'

const Bilingual = object({ lv: Type.String(), en: Type.String() })
const Period = Type.String({
  pattern: '^\\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$',
  description: 'a month `2026-03`, a quarter `2026-Q1` or a year `2026`',
})
const ScaleName = text(
  120,
  '`state`, `sector:<id>` or `municipality:<id>`, with the id of the institution that leads it',
)
const Level = Type.Integer({ minimum: 1, maximum: 5 })

const Maturity = object({ operational: Level, formal: Level, strict: Level, target: Type.Optional(Level) })
const Service = object({
  code: Type.String(),
  virsisId: Type.Optional(Type.String({ description: 'the same for all who provide it' })),
  name: object({ lv: Type.String(), en: Type.Optional(Type.String()) }),
  kind: Type.Optional(Type.String()),
})

export const ScaleReport = object(
  {
    format: oneOf(['ritums-scale-report']),
    version: Type.Integer({ minimum: 1, maximum: 1 }),
    regNo: Type.String({ description: 'registration number of the institution' }),
    period: Period,
    madeAt: Instant,
    maturity: Type.Optional(Maturity),
    services: Type.Array(Service),
    figures: Type.Array(
      object({
        indicator: Key,
        side: oneOf(['of', 'per'], '`per`: what an indicator made of two is divided by'),
        by: oneOf(['all', 'service', 'kind'], 'parts add up to the figure of `all`'),
        part: Type.String({ description: 'code of the service or kind; empty where there is none' }),
        n: Type.Integer({ minimum: 0, description: 'how many cases or records' }),
        total: Type.Number({ description: 'what they add up to' }),
        per: Type.Number({ description: 'what that is divided by' }),
      }),
    ),
    spreads: Type.Array(object({ indicator: Key, minutes: Type.Integer(), n: Type.Integer() }), {
      description: 'how often each duration came, rounded up to full hours; counts add up to `n` of the indicator',
    }),
  },
  { title: 'ScaleReport', description: 'sums and counts of one institution and period; never shares' },
)
export const MakeReportQuery = object({ period: Period })

export const HandInQuery = object({ format: Type.Optional({ ...oneOf(['json', 'csv']), default: 'json' }) })
export const HandInAnswer = object(
  {
    outcome: oneOf(['created', 'replaced', 'unchanged']),
    recordId: Id,
    version: Type.Integer({ description: 'earlier ones stay in the history of the register `scale-report`' }),
    institutionId: Id,
    period: Period,
  },
  { title: 'HandedInReport' },
)

const Cell = {
  value: nullable(Type.Number()),
  reason: nullable(
    oneOf(
      ['no-data', 'division-by-zero', 'not-told', 'no-service', 'not-by-service'],
      'why there is no value; `not-told`: the institution has not handed it in',
    ),
  ),
  cases: Type.Integer(),
}
export const ScaleQuery = object({
  scale: ScaleName,
  period: Period,
  service: Type.Optional(text(250, 'key of one service of the basket')),
})
export const Scale = object(
  {
    scale: ScaleName,
    period: Period,
    service: nullable(Type.String()),
    mode: oneOf(['operational', 'formal', 'strict'], 'how maturity is assessed'),
    institutions: Type.Array(
      object({
        institutionId: Id,
        regNo: nullable(Type.String()),
        name: Bilingual,
        madeAt: nullable(Type.String({ description: 'null: it has handed in nothing for the period' })),
        maturity: nullable(Maturity),
        services: nullable(Type.Integer()),
      }),
    ),
    indicators: Type.Array(
      object({
        section: Key,
        indicator: Key,
        name: Bilingual,
        unit: Type.String(),
        ...Cell,
        told: Type.Integer({ description: 'how many institutions have told it' }),
        institutions: Type.Array(object({ institutionId: Id, ...Cell })),
        kinds: Type.Array(object({ kind: Type.String(), value: nullable(Type.Number()), cases: Type.Integer() })),
      }),
    ),
    basket: Type.Array(
      object({
        key: Type.String(),
        name: object({ lv: Type.String(), en: Type.Optional(Type.String()) }),
        kind: nullable(Type.String()),
        institutionIds: Type.Array(Id),
      }),
      { description: 'services of the scale, whether or not one is chosen' },
    ),
  },
  { title: 'ScaleFigures' },
)
