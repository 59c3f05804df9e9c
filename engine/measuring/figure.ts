/**
 * What can be measured, as data: a figure says which cases, tasks or records count, in which month, and by what number.
 * The language is small on purpose: fields, literals, comparisons and a little arithmetic; nothing in it runs code, loops or
 * asks the clock. What a figure means, and what is made of two of them, is the host's.
 *
 * A figure looks at one *subject* at a time, as a tree of fields:
 *
 * - an ended case: `case.id`, `case.version`, `case.startedAt`, `case.endedAt`, `case.endState`, `case.status`, `case.businessKey`;
 *   `elements.<id>.times`, `elements.<id>.enteredAt` (first), `elements.<id>.leftAt` (last); `variables.<name>` as at its end
 * - an ended task: `task.id`, `task.createdAt`, `task.dueAt`, `task.endedAt`, `task.completedBy`, `case.…`, `variables.…`
 * - a record: `record.id`, `record.number`, `record.status`, `record.createdAt`, `record.updatedAt`, `data.<field>`; with `each`, one
 *   subject for every item of a list: `item.<field>`
 */
import type { Json } from '../model/json.ts'

/** A dotted path in a subject, e.g. `data.resolvedAt`; through a list, e.g. `data.tests.passed`, a list of what its items have. */
export type Path = string

/** A number, or how to get one. Null wherever something that it needs is missing. */
export type Operand =
  | number
  | { readonly field: Path }
  /** Whole and broken minutes from one instant to another. */
  | { readonly minutes: readonly [Path, Path] }
  /** The same within working time, by the institution's calendar. */
  | { readonly workingMinutes: readonly [Path, Path] }
  /** Minutes from 1970 to an instant: for figures that are asked how long ago it was. */
  | { readonly instant: Path }
  /** Length of a list. */
  | { readonly size: Path }
  | { readonly plus: readonly Operand[] }
  | { readonly times: readonly Operand[] }
  | { readonly minus: readonly [Operand, Operand] }
  /** Null where the second is 0. */
  | { readonly over: readonly [Operand, Operand] }
  | { readonly abs: Operand }

/** What a field is compared with. */
export type Comparand = string | number | boolean | { readonly field: Path }

/** One test of a field or number; those of a list must all hold. What is missing passes no test but `exists: false` and `isNot`. */
export type Condition =
  { readonly any: readonly Condition[] } | (({ readonly field: Path } | { readonly value: Operand }) & Test)

/** Instants compare by time; with a date, by the day in the figures' time zone. */
export interface Test {
  readonly is?: Comparand
  readonly isNot?: Comparand
  readonly in?: readonly Json[]
  readonly notIn?: readonly Json[]
  readonly atMost?: Comparand
  readonly atLeast?: Comparand
  readonly below?: Comparand
  readonly above?: Comparand
  /** Whether there is a value; an empty text or list is none. */
  readonly exists?: boolean
  /** Whether a list has it, e.g. what `data.tests.passed` has of all tests. */
  readonly includes?: Json
}

/** Whose subjects a figure looks at. */
export type FigureSource =
  | { readonly case: string }
  | { readonly task: string; readonly process: string }
  /** `each`: a list of the record's, e.g. `data.results`. */
  | { readonly record: string; readonly each?: Path }

/** One figure. Its sums are kept by month, service, group, version and up to two fields of its own. */
export interface Figure {
  /** Unique; a figure that is changed keeps its key and is counted anew. */
  readonly key: string
  readonly of: FigureSource
  readonly when?: readonly Condition[]
  /** The instant or date whose month it belongs to. Without it the figure *stands*: it counts what is there now. */
  readonly at?: Path
  /** Its number is 1 where they all hold, else 0. */
  readonly hit?: readonly Condition[]
  /** Its number; what has none is not counted. Default 1. */
  readonly value?: Operand
  /** What the numbers are divided by. Default 1 for each. */
  readonly per?: Operand
  /** Keeps the numbers themselves, to the thousandth, and how often each came: for medians, percentiles and ages. */
  readonly spread?: boolean
  /** The first of these fields that says something; several values count as `SEVERAL`. */
  readonly service?: readonly Path[]
  readonly group?: readonly Path[]
  readonly version?: readonly Path[]
  /** At most two further fields. */
  readonly by?: readonly Path[]
}

/** In place of one service or group, where a subject has more than one. */
export const SEVERAL = '*several'

/** The parts by which sums are kept. */
export const PARTS = ['service', 'group', 'version', 'first', 'second'] as const
export type Part = (typeof PARTS)[number]
