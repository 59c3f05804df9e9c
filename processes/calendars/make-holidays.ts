/**
 * Latvia's public holidays as the law names them (Par svētku, atceres un atzīmējamām dienām, §1), on days other than the
 * Sundays that are holidays anyway. Run it to write them into `lv-public.json`; what one government moves by decree
 * (bridging days, the song festival) is added there by hand under `exceptions`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The years that the committed calendar covers. */
export const YEARS = { first: 2024, last: 2032 } as const

const FIXED = ['01-01', '05-01', '05-04', '06-23', '06-24', '11-18', '12-24', '12-25', '12-26', '12-31']
/** Where one of these is a Saturday or Sunday, the Monday after is free. */
const MOVED = ['05-04', '11-18']

/** Dates `YYYY-MM-DD` of one year, in order. */
export function latvianHolidays(year: number): readonly string[] {
  const easter = easterSunday(year)
  const days = new Set([...FIXED.map((day) => `${year}-${day}`), ...[-2, 0, 1].map((offset) => shift(easter, offset))])
  for (const day of MOVED) {
    const date = `${year}-${day}`
    const weekday = new Date(date).getUTCDay()
    if (weekday === 6) days.add(shift(date, 2))
    if (weekday === 0) days.add(shift(date, 1))
  }
  return [...days].toSorted()
}

/** Of all years that the calendar covers. */
export function allHolidays(): readonly string[] {
  const years = Array.from({ length: YEARS.last - YEARS.first + 1 }, (_, at) => YEARS.first + at)
  return years.flatMap(latvianHolidays)
}

/** Gregorian Easter, by the anonymous algorithm (Meeus, Astronomical Algorithms, ch. 8). */
function easterSunday(year: number): string {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const rest = year % 100
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451)
  const sum = epact + weekday - 7 * late + 114
  return new Date(Date.UTC(year, Math.floor(sum / 31) - 1, (sum % 31) + 1)).toISOString().slice(0, 10)
}

function shift(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = new URL('./lv-public.json', import.meta.url)
  const calendar = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  writeFileSync(file, JSON.stringify({ ...calendar, holidays: allHolidays() }, null, 2) + '\n')
}
