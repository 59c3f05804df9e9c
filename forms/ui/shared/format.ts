/** How pages write moments, spans of time, numbers and money: in words of the reader's language, in Latvia's time. */
import type { Instant } from '../../../engine/model/json.ts'
import type { Language } from '../../check/form-file.ts'

const ZONE = 'Europe/Riga'
const LOCALE: Readonly<Record<Language, string>> = { lv: 'lv-LV', en: 'en-GB' }

const formats = new Map<string, Intl.DateTimeFormat>()

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`
  let known = formats.get(key)
  if (!known) {
    known = new Intl.DateTimeFormat(LOCALE[language], { timeZone: ZONE, ...options })
    formats.set(key, known)
  }
  return known
}

/** @returns e.g. `12.03.2026. plkst. 14.05`, `12/03/2026, 14:05` */
export function moment(at: Instant, language: Language): string {
  return `${day(at, language)}${language === 'lv' ? ' plkst. ' : ', '}${clock(at, language)}`
}

/** @returns e.g. `12.03.2026.`, `12/03/2026` */
export function day(at: Instant, language: Language): string {
  const parts = format(language, { day: '2-digit', month: '2-digit', year: 'numeric' }).formatToParts(new Date(at))
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? ''
  return language === 'lv'
    ? `${part('day')}.${part('month')}.${part('year')}.`
    : `${part('day')}/${part('month')}/${part('year')}`
}

/** @returns e.g. `14.05`, `14:05` */
export function clock(at: Instant, language: Language): string {
  const text = format(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at))
  return language === 'lv' ? text.replace(':', '.') : text
}

/** @returns e.g. `trešdien, 12. martā`, `Wednesday 12 March` */
export function dayInWords(at: Instant, language: Language): string {
  return format(language, { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(at))
}

const UNITS: Readonly<Record<Language, { readonly d: string; readonly h: string; readonly min: string }>> = {
  lv: { d: 'd.', h: 'h', min: 'min' },
  en: { d: 'd', h: 'h', min: 'min' },
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** @returns the two largest units, e.g. `2 d. 4 h`, `35 min`; less than a minute is `0 min` */
export function span(ms: number, language: Language): string {
  const { d, h, min } = UNITS[language]
  const whole = Math.max(0, ms)
  const days = Math.floor(whole / DAY)
  const hours = Math.floor((whole % DAY) / HOUR)
  const minutes = Math.floor((whole % HOUR) / MINUTE)
  const parts = [
    [days, d],
    [hours, h],
    [minutes, min],
  ] as const
  const first = parts.findIndex(([count]) => count > 0)
  if (first < 0) return `0 ${min}`
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ')
}

/** @returns e.g. `1 234,5`, `1,234.5` */
export function number(value: number, language: Language): string {
  return new Intl.NumberFormat(LOCALE[language], { maximumFractionDigits: 6, useGrouping: 'min2' }).format(value)
}

/** @returns e.g. `12,50 EUR` */
export function money(value: number, language: Language): string {
  const amount = new Intl.NumberFormat(LOCALE[language], { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  return `${amount.format(value)} EUR`
}

/** @returns the number with its noun: Latvian says `1 uzdevums`, `21 uzdevums`, but `11 uzdevumi` */
export function counted(
  count: number,
  language: Language,
  nouns: { readonly one: string; readonly many: string; readonly none?: string },
): string {
  const rule = new Intl.PluralRules(LOCALE[language]).select(count)
  const noun = rule === 'one' ? nouns.one : rule === 'zero' && nouns.none !== undefined ? nouns.none : nouns.many
  return `${number(count, language)} ${noun}`
}
