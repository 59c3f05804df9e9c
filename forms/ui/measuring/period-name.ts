/** Periods in words, and those that a page offers. */
import type { Language } from '../../check/form-file.ts'
import { frequencyOf, isPeriod, periodOf, periodsUpTo } from '../../../processes/measuring/periods.ts'

const MONTHS_LV = [
  'janvāris',
  'februāris',
  'marts',
  'aprīlis',
  'maijs',
  'jūnijs',
  'jūlijs',
  'augusts',
  'septembris',
  'oktobris',
  'novembris',
  'decembris',
]
const MONTHS_EN = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** E.g. `2026. gada marts`, `March 2026`; `2026. gada 1. ceturksnis`, `1st quarter of 2026`. */
export function periodName(period: string, language: Language): string {
  const year = period.slice(0, 4)
  switch (frequencyOf(period)) {
    case 'yearly':
      return language === 'lv' ? `${year}. gads` : year
    case 'quarterly': {
      const place = Number(period.slice(6))
      return language === 'lv' ? `${year}. gada ${place}. ceturksnis` : `quarter ${place} of ${year}`
    }
    case 'monthly': {
      const place = Number(period.slice(5)) - 1
      return language === 'lv' ? `${year}. gada ${MONTHS_LV[place]}` : `${MONTHS_EN[place]} ${year}`
    }
  }
}

/** The same for a narrow place, e.g. `03.2026`, `2026-Q1`. */
export function shortName(period: string): string {
  return frequencyOf(period) === 'monthly' ? `${period.slice(5)}.${period.slice(0, 4)}` : period
}

/** The period of the address, else this month. */
export function askedPeriod(query: URLSearchParams, today: string): string {
  const asked = query.get('period') ?? ''
  return isPeriod(asked) ? asked : periodOf('monthly', today)
}

/** Whether its last day has passed. */
export function isOver(period: string, today: string): boolean {
  return period < periodOf(frequencyOf(period), today)
}

const SHOWN = { monthly: 12, quarterly: 8, yearly: 4 } as const

/** The periods of a trend that ends with this one, oldest first: a year of months, two of quarters. */
export function trendPeriods(period: string): readonly string[] {
  return periodsUpTo(period, SHOWN[frequencyOf(period)])
}

/** What a reader may choose from, newest first. */
export function offeredPeriods(today: string): Readonly<Record<'months' | 'quarters' | 'years', readonly string[]>> {
  const upTo = (frequency: 'monthly' | 'quarterly' | 'yearly', amount: number) =>
    periodsUpTo(periodOf(frequency, today), amount).toReversed()
  return { months: upTo('monthly', 18), quarters: upTo('quarterly', 8), years: upTo('yearly', 4) }
}
