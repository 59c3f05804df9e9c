/**
 * What one subject adds to the sums of the figures: few rows, computed from the subject alone, so that they can be computed
 * again at any time with the same result. Numbers are whole thousandths: sums of them are the same in whatever order they are added.
 */
import type { Json } from '../model/json.ts'
import { holds } from './condition.ts'
import { type Figure, type Path, SEVERAL } from './figure.ts'
import { numberOf } from './operand.ts'
import { dayOf, fieldOf, type MeasuringContext, type Subject } from './subject.ts'

/** Which sum. */
export interface FactKey {
  readonly figure: string
  /** `YYYY-MM`; '' of what stands. */
  readonly period: string
  readonly service: string
  readonly group: string
  readonly version: string
  readonly first: string
  readonly second: string
  /** The number itself, in thousandths, where the figure keeps it; else 0. */
  readonly bucket: number
}

/** What is added to it. */
export interface Amounts {
  /** Subjects. */
  readonly n: number
  /** Their numbers, in thousandths. */
  readonly total: number
  /** What these are divided by, in thousandths. */
  readonly per: number
}

export type Fact = FactKey & Amounts

const THOUSANDTHS = 1000
/** Letters of a part; longer texts tell nobody apart. */
const LONGEST_PART = 200

/** @returns null where the subject does not count */
export function factOf(figure: Figure, subject: Subject, context: MeasuringContext): Fact | null {
  if (!holds(figure.when, subject, context)) return null
  const day = figure.at === undefined ? '' : dayOf(fieldOf(subject, figure.at), context.timeZone)
  if (day === null) return null
  const value = figure.hit ? Number(holds(figure.hit, subject, context)) : numberOf(figure.value ?? 1, subject, context)
  const per = numberOf(figure.per ?? 1, subject, context)
  if (value === null || per === null) return null
  const total = Math.round(value * THOUSANDTHS)
  const perTotal = Math.round(per * THOUSANDTHS)
  if (!Number.isSafeInteger(total) || !Number.isSafeInteger(perTotal)) return null
  const [first, second] = figure.by ?? []
  return {
    figure: figure.key,
    period: day.slice(0, 7),
    service: firstOf(figure.service, subject),
    group: firstOf(figure.group, subject),
    version: firstOf(figure.version, subject),
    first: first === undefined ? '' : partOf(fieldOf(subject, first)),
    second: second === undefined ? '' : partOf(fieldOf(subject, second)),
    bucket: figure.spread ? total : 0,
    n: 1,
    total,
    per: perTotal,
  }
}

function firstOf(paths: readonly Path[] | undefined, subject: Subject): string {
  for (const path of paths ?? []) {
    const part = partOf(fieldOf(subject, path))
    if (part !== '') return part
  }
  return ''
}

function partOf(value: Json): string {
  if (Array.isArray(value)) return value.length > 1 ? SEVERAL : partOf(value[0] ?? null)
  if (typeof value === 'string') return value.slice(0, LONGEST_PART)
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
