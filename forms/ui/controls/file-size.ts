import type { Language } from '../../check/form-file.ts'

const KILO = 1000

/** @returns e.g. `1,2 MB`; empty where it is not known */
export function fileSize(bytes: number, language: Language): string {
  if (!Number.isFinite(bytes) || bytes <= 0) return ''
  const [value, unit] =
    bytes < KILO ? [bytes, 'B'] : bytes < KILO * KILO ? [bytes / KILO, 'kB'] : [bytes / (KILO * KILO), 'MB']
  const locale = language === 'lv' ? 'lv-LV' : 'en-GB'
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: unit === 'MB' ? 1 : 0 }).format(value)} ${unit}`
}
