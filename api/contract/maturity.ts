/** Where the institution stands in the method's levels of development. */
import { Type } from 'typebox'
import { Id, Instant, nullable, object, oneOf } from './common.ts'

const MODE = oneOf(['operational', 'formal', 'strict'])
const GAP = oneOf(['deployed', 'active', 'measured', 'improved'])
const Level = Type.Integer({ minimum: 1, maximum: 5 })
const Name = object({ lv: Type.String(), en: Type.String() })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

const Missing = object({
  code: Type.String({ description: 'e.g. `APP`' }),
  processKey: Type.String(),
  name: Name,
  gap: { ...GAP, description: 'what is missing first' },
})

const ASSESSMENT = {
  mode: MODE,
  level: Level,
  levelName: Name,
  next: nullable(Level),
  missingMandatory: Type.Array(Missing),
  missingDesirable: Type.Array(Missing),
  desirableNow: Type.Array(Missing, { description: 'desirable at the level reached' }),
  activelyImproving: Type.Boolean(),
  blockers: Type.Array(Missing, { description: 'processes that exist and do not count' }),
  order: Type.Array(Type.String(), { description: 'codes of processes, what to do first' }),
}

export const MaturityQuery = object({ mode: Type.Optional(MODE) })

export const Maturity = object(
  {
    ...ASSESSMENT,
    target: Level,
    path: Type.Array(object({ level: Level, missingMandatory: Type.Array(Missing) })),
    period: object({ from: Day, to: Day, months: Type.Integer() }),
    modes: object({ operational: Level, formal: Level, strict: Level }, { description: 'the level reached in each' }),
    processes: Type.Array(
      object({
        code: Type.String(),
        processKey: Type.String(),
        name: Name,
        requirements: Type.Record(Type.String(), oneOf(['O', 'V'])),
        deployed: object({
          holds: Type.Boolean(),
          definitionId: nullable(Id),
          version: nullable(Type.Integer()),
          adopted: Type.Boolean({ description: 'put in force by the institution itself' }),
          managers: Type.Array(Type.String(), { description: 'logins' }),
        }),
        active: object({
          holds: Type.Boolean(),
          completed: Type.Integer(),
          more: Type.Boolean({ description: 'there are more than were counted' }),
          needed: Type.Integer(),
          running: Type.Integer(),
          confirmation: nullable(object({ recordId: Id, by: Type.String(), at: Instant })),
        }),
        measured: object({
          holds: Type.Boolean(),
          periods: Type.Array(Type.String(), { description: 'e.g. `2026-02`' }),
          core: Type.Integer(),
          computed: Type.Integer(),
          reviewed: Type.Integer(),
          indicators: Type.Array(Type.String()),
        }),
        improved: object({ holds: Type.Boolean(), improvements: Type.Array(Type.String()) }),
      }),
    ),
  },
  { title: 'Maturity' },
)
