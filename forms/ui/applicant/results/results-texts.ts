/** Texts of the public page of results. */
import type { Language } from '../../../check/form-file.ts'

const lv = {
  title: 'Pakalpojumu rezultāti',
  intro: 'Ko iestāde par pakalpojumu kvalitāti ir publicējusi klientiem: kas solīts, kas sasniegts un kas mainīsies.',
  levels: 'Solītais un sasniegtais',
  levelsOf: (service: string, period: string) => `${service}: ${period}`,
  parameter: 'Rādītājs',
  target: 'Solīts',
  actual: 'Sasniegts',
  kept: 'Vai izpildīts',
  yes: 'izpildīts',
  no: 'nav izpildīts',
  notMeasured: 'nav bijis ko mērīt',
  noLevels: 'Pakalpojumu līmeņi vēl nav publicēti.',
  summaries: 'Pārskati',
  published: (day: string) => `Publicēts ${day}`,
  noSummaries: 'Pārskati vēl nav publicēti.',
  services: 'Visi pakalpojumi',
  units: { workingMinutes: 'darba min', percent: '%', points: 'p.' } as Readonly<Record<string, string>>,
}

const en: typeof lv = {
  title: 'Results of services',
  intro:
    'What the institution has published to clients about the quality of services: what was promised, what was reached, and what will change.',
  levels: 'Promised and reached',
  levelsOf: (service, period) => `${service}: ${period}`,
  parameter: 'Parameter',
  target: 'Promised',
  actual: 'Reached',
  kept: 'Kept',
  yes: 'kept',
  no: 'not kept',
  notMeasured: 'there was nothing to measure',
  noLevels: 'No levels of services have been published yet.',
  summaries: 'Reports',
  published: (day) => `Published ${day}`,
  noSummaries: 'No reports have been published yet.',
  services: 'All services',
  units: { workingMinutes: 'working min', percent: '%', points: 'points' },
}

export const RESULTS_TEXTS: Readonly<Record<Language, typeof lv>> = { lv, en }
