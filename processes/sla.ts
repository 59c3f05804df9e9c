/**
 * The terms of a case: the variable `sla`, and the arithmetic of its clock. Pure; all minutes are working minutes of
 * the named calendar, except that `always` works around the clock.
 */
import { type Instant, type Json, isObject } from '../engine/model/json.ts'
import { addWorkingMinutes, workingMinutesBetween, type WorkingCalendar } from '../engine/time/working-calendar.ts'

/** The terms of a case, as the variable `sla` holds them. */
export interface Sla {
  readonly startedAt: Instant
  /** Due moments, pauses included. */
  readonly react: Instant
  readonly resolve: Instant
  readonly reactMinutes: number
  readonly resolveMinutes: number
  readonly pausedMinutes: number
  /** What a person added to the resolve term; negative where it was cut. Missing: nothing. */
  readonly extendedMinutes?: number
  /** Since when the clock stands still; missing while it runs. */
  readonly pausedSince?: Instant
  readonly calendar: string
  /** The agreement that sets the targets; null for the default targets. */
  readonly slaId: string | null
}

/** A stretch of time in which the clock stood. */
export interface Pause {
  readonly from: Instant
  readonly to: Instant
}

/** While the clock stands, nobody knows when a term ends; this far away no timer fires meanwhile. */
const PAUSED_MS = 365 * 24 * 60 * 60 * 1000

/** The variable as terms; null where it has none yet. */
export function readSla(value: Json | undefined): Sla | null {
  if (!isObject(value)) return null
  const { startedAt, react, resolve, calendar } = value
  const complete = [startedAt, react, resolve, calendar].every((text) => typeof text === 'string')
  return complete ? (value as unknown as Sla) : null
}

/** What terms are reckoned from. */
export type Targets = Pick<Sla, 'reactMinutes' | 'resolveMinutes' | 'extendedMinutes' | 'calendar' | 'slaId'>

/** Terms that start at `from`, moved by the pauses so far and by what a person added. */
export function computeSla(targets: Targets, calendar: WorkingCalendar, from: Instant, pauses: readonly Pause[]): Sla {
  // Systems may give a local time with its offset; instants are compared as text.
  const startedAt = new Date(from).toISOString()
  let pausedMinutes = 0
  let react = addWorkingMinutes(calendar, startedAt, targets.reactMinutes)
  for (const { from: begun, to } of pauses) {
    // A question may be older than the terms; only what is left of it moves them.
    const stood = to > startedAt ? workingMinutesBetween(calendar, begun > startedAt ? begun : startedAt, to) : 0
    pausedMinutes += stood
    if (react > begun) react = moved(calendar, react, stood)
  }
  const net = Math.max(targets.resolveMinutes + (targets.extendedMinutes ?? 0), 0)
  const resolve = addWorkingMinutes(calendar, startedAt, net + pausedMinutes)
  return { startedAt, react, resolve, ...targets, pausedMinutes }
}

/** The terms after a pause: both move by its working time, the reaction only when it was not due before. */
export function moveSla(sla: Sla, calendar: WorkingCalendar, pause: Pause): Sla {
  const minutes = workingMinutesBetween(calendar, pause.from, pause.to)
  const { pausedSince: _ended, ...running } = sla
  return {
    ...running,
    react: sla.react > pause.from ? moved(calendar, sla.react, minutes) : sla.react,
    resolve: moved(calendar, sla.resolve, minutes),
    pausedMinutes: sla.pausedMinutes + minutes,
  }
}

/** A pause outside working time moves nothing: a term that ends at a closing must not slip to the next opening. */
function moved(calendar: WorkingCalendar, at: Instant, minutes: number): Instant {
  return minutes === 0 ? at : addWorkingMinutes(calendar, at, minutes)
}

/** The terms with another end of the resolve term, as a person decided; a later change of targets keeps what was added. */
export function extendSla(sla: Sla, calendar: WorkingCalendar, to: Instant): Sla {
  const added = workingMinutesBetween(calendar, sla.resolve, to)
  return { ...sla, resolve: to, extendedMinutes: (sla.extendedMinutes ?? 0) + added }
}

/**
 * The instant at which `percent` of the net resolve time is used. Reckoned from `resolve`, so that a term extended by
 * hand counts too; far in the future while the clock stands still.
 */
export function slaShare(sla: Sla, calendar: WorkingCalendar, percent: number): Instant {
  const total = workingMinutesBetween(calendar, sla.startedAt, sla.resolve)
  const net = Math.max(total - sla.pausedMinutes, 0)
  const used = Math.round((net * percent) / 100) + sla.pausedMinutes
  const at = percent === 100 ? sla.resolve : addWorkingMinutes(calendar, sla.startedAt, used)
  return sla.pausedSince ? new Date(Date.parse(at) + PAUSED_MS).toISOString() : at
}

/** Terms as a variable. */
export function slaJson(sla: Sla): { readonly [key: string]: Json } {
  return { ...sla }
}
