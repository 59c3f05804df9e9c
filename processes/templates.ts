/** Texts to clients and staff, as data: `processes/templates/<event>.json`. */
import type { Variables } from '../engine/model/json.ts'

/** Languages that texts are written in. */
export type Language = 'lv' | 'en'

/** One text in both languages. */
export interface Template {
  /** Name of the event, e.g. `app_received`; the file is named after it. */
  readonly event: string
  readonly lv: TemplateText
  readonly en: TemplateText
}

/** A template in one language. */
export interface TemplateText {
  readonly subject: string
  /** Paragraphs. One whose `{placeholder}` has no value is left out, so that a text never speaks of what is not there. */
  readonly body: readonly string[]
}

const PLACEHOLDER = /\{(\w+)\}/g
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

/** Fills a template in. Instants are written as local time in Latvia, bilingual values in the text's language. */
export function renderTemplate(
  template: Template,
  language: Language,
  values: Variables,
): { readonly subject: string; readonly body: string } {
  const { subject, body } = template[language]
  const fill = (text: string) => text.replace(PLACEHOLDER, (_, name: string) => shown(values, name, language) ?? '')
  const complete = (text: string) =>
    [...text.matchAll(PLACEHOLDER)].every(([, name]) => shown(values, name ?? '', language) !== null)
  return {
    subject: fill(subject).replace(/\s+/g, ' ').trim(),
    body: body.filter(complete).map(fill).join('\n\n'),
  }
}

function shown(values: Variables, name: string, language: Language): string | null {
  const value = Object.hasOwn(values, name) ? values[name] : null
  if (typeof value === 'number') return NUMBERS[language].format(value)
  if (typeof value === 'string') return INSTANT.test(value) ? localTime(value, language) : value.trim() || null
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const texts = value as Variables
    const text = texts[language] ?? texts['lv']
    return typeof text === 'string' ? text : null
  }
  return null
}

// Made once: making one takes longer than the whole letter.
const NUMBERS = {
  lv: new Intl.NumberFormat('lv', { maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat('en', { maximumFractionDigits: 2 }),
} as const
const TIMES = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Riga',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

function localTime(instant: string, language: Language): string {
  const parts = TIMES.formatToParts(new Date(instant))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? ''
  const time = `${part('hour')}:${part('minute')}`
  return language === 'lv'
    ? `${part('day')}.${part('month')}.${part('year')}. plkst. ${time}`
    : `${part('day')}/${part('month')}/${part('year')} at ${time}`
}
