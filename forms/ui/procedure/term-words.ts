/** Deadlines and timers of a diagram in words, where they are simple; null elsewhere. */
import { counted, day } from '../shared/format.ts'
import { conditionWords } from './condition-words.ts'
import type { Vocabulary } from './vocabulary.ts'

const NOUNS = {
  lv: {
    workingDays: { one: 'darba diena', many: 'darba dienas', none: 'darba dienu' },
    workingHours: { one: 'darba stunda', many: 'darba stundas', none: 'darba stundu' },
    workingMinutes: { one: 'darba minūte', many: 'darba minūtes', none: 'darba minūšu' },
    Y: { one: 'gads', many: 'gadi', none: 'gadu' },
    M: { one: 'mēnesis', many: 'mēneši', none: 'mēnešu' },
    W: { one: 'nedēļa', many: 'nedēļas', none: 'nedēļu' },
    D: { one: 'diena', many: 'dienas', none: 'dienu' },
    H: { one: 'stunda', many: 'stundas', none: 'stundu' },
    m: { one: 'minūte', many: 'minūtes', none: 'minūšu' },
    S: { one: 'sekunde', many: 'sekundes', none: 'sekunžu' },
  },
  en: {
    workingDays: { one: 'working day', many: 'working days' },
    workingHours: { one: 'working hour', many: 'working hours' },
    workingMinutes: { one: 'working minute', many: 'working minutes' },
    Y: { one: 'year', many: 'years' },
    M: { one: 'month', many: 'months' },
    W: { one: 'week', many: 'weeks' },
    D: { one: 'day', many: 'days' },
    H: { one: 'hour', many: 'hours' },
    m: { one: 'minute', many: 'minutes' },
    S: { one: 'second', many: 'seconds' },
  },
} as const

const WORDS = {
  lv: {
    choice: (when: string, then: string, otherwise: string) => `ja ${when} – ${then}; citādi ${otherwise}`,
    every: (period: string, from: string) => `atkārtojas ik pēc: ${period}${from === '' ? '' : `, sākot no ${from}`}`,
    sla: { react: 'līgumā noteiktais reakcijas termiņš', resolve: 'līgumā noteiktais izpildes termiņš' },
  },
  en: {
    choice: (when: string, then: string, otherwise: string) => `if ${when}: ${then}; otherwise ${otherwise}`,
    every: (period: string, from: string) => `again every ${period}${from === '' ? '' : `, from ${from}`}`,
    sla: { react: 'the agreed time of reaction', resolve: 'the agreed time of resolution' },
  },
} as const

/** @param source as the diagram has it: FEEL, a duration or a cycle; @returns null where there are no words for it */
export function termWords(source: string, vocabulary: Vocabulary): string | null {
  const { language, settings, fields } = vocabulary
  const text = source.replace(/^=/, '').trim()
  const words = WORDS[language]
  const choice = /^if\s+(.+?)\s+then\s+(.+?)\s+else\s+(.+)$/s.exec(text)
  if (choice) {
    const [, condition = '', one = '', other = ''] = choice
    const told = [conditionWords(condition, vocabulary), termWords(one, vocabulary), termWords(other, vocabulary)]
    const [when, then, otherwise] = told
    return when && then && otherwise ? words.choice(when, then, otherwise) : null
  }
  const setting = settings.get(/^settings\.(\w+)$/.exec(text)?.[1] ?? '')
  if (setting !== undefined)
    return (typeof setting.value === 'string' ? valueWords(setting.value, vocabulary) : null) ?? setting.meaning
  const agreed = /^sla\.(react|resolve)$/.exec(text)
  if (agreed?.[1] === 'react' || agreed?.[1] === 'resolve') return words.sla[agreed[1]]
  const working = /^(workingDays|workingHours|workingMinutes)\((\d+|settings\.\w+)\)$/.exec(text)
  if (working) {
    const [, unit = '', amount = ''] = working
    const value = amount.startsWith('settings.') ? settings.get(amount.slice(9))?.value : Number(amount)
    return typeof value === 'number' ? counted(value, language, NOUNS[language][unit as 'workingDays']) : null
  }
  const quoted = /^"([^"]*)"$/.exec(text)
  if (quoted?.[1] !== undefined) return durationWords(quoted[1], vocabulary)
  return valueWords(text, vocabulary) ?? fields.get(text)?.label ?? null
}

/** A duration, or a cycle: how often something comes again. */
function valueWords(text: string, vocabulary: Vocabulary): string | null {
  const cycle = /^R\d*\/(?:(\d{4}-\d\d-\d\dT[\d:.]+Z)\/)?(P.+)$/.exec(text)
  if (cycle?.[2] === undefined) return durationWords(text, vocabulary)
  const { language } = vocabulary
  const period = durationWords(cycle[2], vocabulary)
  return period === null ? null : WORDS[language].every(period, cycle[1] === undefined ? '' : day(cycle[1], language))
}

/** @returns e.g. `4 hours 30 minutes` for `PT4H30M` */
function durationWords(text: string, { language }: Vocabulary): string | null {
  const found = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text)
  if (!found) return null
  const units = ['Y', 'M', 'W', 'D', 'H', 'm', 'S'] as const
  const told = units.flatMap((unit, index) => {
    const amount = Number(found[index + 1] ?? 0)
    return amount > 0 ? counted(amount, language, NOUNS[language][unit]) : []
  })
  return told.length === 0 ? null : told.join(' ')
}
