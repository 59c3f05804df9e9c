import type { Language } from '../../check/form-file.ts'
import type { Unit } from '../../../processes/measuring/indicator.ts'
import { money, number } from '../shared/format.ts'

const UNITS: Readonly<Record<Unit, { readonly lv: string; readonly en: string } | null>> = {
  percent: { lv: '%', en: '%' },
  count: null,
  minutes: { lv: 'min', en: 'min' },
  hours: { lv: 'h', en: 'h' },
  workingHours: { lv: 'darba h', en: 'working h' },
  days: { lv: 'd.', en: 'd' },
  eur: null,
  score: null,
  ratio: null,
}

/** A value with its unit, e.g. `87,5 %`, `2 d.`, `12,50 EUR`; to at most two decimals. */
export function valueText(value: number, unit: Unit, language: Language): string {
  if (unit === 'eur') return money(value, language)
  const rounded = number(Math.round(value * 100) / 100, language)
  const shown = UNITS[unit]
  return shown === null ? rounded : `${rounded}\u00a0${shown[language]}`
}
