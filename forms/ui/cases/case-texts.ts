/** Texts about cases: what stands beside a task and on the page of a case. */
import type { Language } from '../../check/form-file.ts'

const lv = {
  case: 'Lieta',
  number: 'Numurs',
  subject: 'Temats',
  description: 'Apraksts',
  status: 'Statuss',
  client: 'Klients',
  contact: 'Saziņa',
  service: 'Pakalpojums',
  kind: 'Veids',
  priority: 'Prioritāte',
  whyPriority: 'Kāpēc šāda prioritāte',
  clocks: 'Termiņi',
  react: 'Jāreaģē',
  resolve: 'Jāatrisina',
  whyDeadline: 'Kāpēc šāds termiņš',
  deadlineFromAgreement: (react: string, resolve: string) =>
    `Pakalpojuma līmeņa vienošanās paredz reaģēt ${react} un atrisināt ${resolve} laikā.`,
  deadlineFromDefaults: (react: string, resolve: string) =>
    `Pakalpojumam nav vienošanās, tāpēc lieto iestādes noklusējumu: reaģēt ${react} un atrisināt ${resolve} laikā.`,
  deadlineCalendar: (calendar: string) => `Laiku skaita pēc kalendāra «${calendar}».`,
  deadlinePaused: (time: string) => `Pulkstenis kopā ir stāvējis ${time}, gaidot atbildi.`,
  deadlineExtended: (time: string) => `Termiņš ir pagarināts par ${time}.`,
  deadlineShortened: (time: string) => `Termiņš ir saīsināts par ${time}.`,
  pausedSince: (at: string) => `Pulkstenis stāv kopš ${at}: gaida klienta atbildi.`,
  openCase: 'Atvērt visu lietu',
  decidedBy: (name: string) => `Nosaka tabula «${name}».`,
  because: 'Noteikums',
  yes: 'jā',
  no: 'nē',
  unknown: 'nav zināms',
}

const en: typeof lv = {
  case: 'Case',
  number: 'Number',
  subject: 'Subject',
  description: 'Description',
  status: 'Status',
  client: 'Client',
  contact: 'Contact',
  service: 'Service',
  kind: 'Kind',
  priority: 'Priority',
  whyPriority: 'Why this priority',
  clocks: 'Deadlines',
  react: 'React by',
  resolve: 'Resolve by',
  whyDeadline: 'Why this deadline',
  deadlineFromAgreement: (react, resolve) =>
    `The service level agreement asks to react within ${react} and to resolve within ${resolve}.`,
  deadlineFromDefaults: (react, resolve) =>
    `The service has no agreement, so the institution’s default holds: react within ${react}, resolve within ${resolve}.`,
  deadlineCalendar: (calendar) => `Time is counted by the calendar “${calendar}”.`,
  deadlinePaused: (time) => `The clock stood still for ${time} in all, waiting for an answer.`,
  deadlineExtended: (time) => `The deadline was extended by ${time}.`,
  deadlineShortened: (time) => `The deadline was shortened by ${time}.`,
  pausedSince: (at) => `The clock has stood still since ${at}: it waits for the client’s answer.`,
  openCase: 'Open the whole case',
  decidedBy: (name) => `Decided by the table “${name}”.`,
  because: 'Rule',
  yes: 'yes',
  no: 'no',
  unknown: 'not known',
}

export const CASE_TEXTS: Readonly<Record<Language, typeof lv>> = { lv, en }
