/** When something is due, in words: the moment, how much is left of it in working time, or for how long it is late. */
import type { Instant } from '../../../engine/model/json.ts'
import type { Language } from '../../check/form-file.ts'
import { clock, day, moment, span } from './format.ts'
import type { MinutesLeft } from './working-time.ts'

export interface Due {
  readonly state: 'none' | 'late' | 'soon' | 'later'
  /** `Kavējas 3 h` · `Atlikušas 2 h 10 min` */
  readonly words: string
  /** `līdz 12.03.2026. plkst. 14.05` */
  readonly moment: string
}

const MINUTE_MS = 60_000
/** Less than this much working time is soon. */
const SOON_MINUTES = 120

const TEXTS = {
  lv: {
    none: 'Bez termiņa',
    late: (time: string) => `Kavējas ${time}`,
    left: (time: string) => `Atlikušas ${time} darba laika`,
    today: (time: string) => `šodien plkst. ${time}`,
    by: (text: string) => `līdz ${text}`,
  },
  en: {
    none: 'No due date',
    late: (time: string) => `Late by ${time}`,
    left: (time: string) => `${time} of working time left`,
    today: (time: string) => `today at ${time}`,
    by: (text: string) => `due ${text}`,
  },
} as const

/** A working day of eight hours, in which longer spans are told. */
const WORKING_DAY_MINUTES = 480

/** @returns working minutes in words: `3 darba dienas 2 h` */
export function workingSpan(minutes: number, language: Language): string {
  const days = Math.floor(minutes / WORKING_DAY_MINUTES)
  if (days === 0) return span(minutes * MINUTE_MS, language)
  const rest = span((minutes % WORKING_DAY_MINUTES) * MINUTE_MS, language)
  const unit = language === 'lv' ? 'd. d.' : 'wd'
  return rest.startsWith('0 ') ? `${days} ${unit}` : `${days} ${unit} ${rest.split(' ').slice(0, 2).join(' ')}`
}

/** @param left working minutes until a moment, below 0 when it has passed */
export function dueWords(dueAt: Instant | null, now: Date, left: MinutesLeft, language: Language): Due {
  const texts = TEXTS[language]
  if (dueAt === null) return { state: 'none', words: texts.none, moment: '' }
  const at = now.toISOString()
  const by = texts.by(
    day(dueAt, language) === day(at, language) ? texts.today(clock(dueAt, language)) : moment(dueAt, language),
  )
  // Late is late by the clock; how long is told by the clock, too, because people count so.
  if (dueAt < at)
    return { state: 'late', words: texts.late(span(now.getTime() - Date.parse(dueAt), language)), moment: by }
  const minutes = left(dueAt)
  return {
    state: minutes < SOON_MINUTES ? 'soon' : 'later',
    words: texts.left(workingSpan(minutes, language)),
    moment: by,
  }
}
