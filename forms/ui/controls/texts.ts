/** What controls say beside the texts of their form. */
import type { Language } from '../../check/form-file.ts'

const lv = {
  yes: 'Jā',
  no: 'Nē',
  choose: 'Izvēlieties',
  notStated: 'Nav norādīts',
  oneOf: (labels: readonly string[]) => `(vajadzīgs vismaz viens no šiem: ${labels.join(', ')})`,
  // Date and time.
  day: 'Diena',
  month: 'Mēnesis',
  year: 'Gads',
  time: 'Laiks',
  dateHint: 'Piemēram, 12 3 2026.',
  dateTimeHint: 'Piemēram, 12 3 2026 un laiks 9:05.',
  // Numbers.
  currency: 'EUR',
  // Tables.
  row: (number: number) => `${number}. rinda`,
  addRow: 'Pievienot rindu',
  removeRow: (number: number) => `Noņemt ${number}. rindu`,
  about: (label: string) => `: ${label}`,
  noRows: 'Rindu vēl nav.',
  // Registers.
  findLabel: 'Meklēt pēc nosaukuma vai numura',
  find: 'Meklēt',
  foundNone: 'Nekas nav atrasts. Pārbaudiet pareizrakstību vai meklējiet ar citiem vārdiem.',
  wordsMissing: 'Ierakstiet, ko meklēt, un spiediet «Meklēt».',
  keepChosen: 'Atzīmētie ir izvēlēti. Noņemiet atzīmi, lai izņemtu.',
  results: (count: string) => `Atrasto ierakstu skaits: ${count}. Izvēlieties ar bultiņām.`,
  picked: (label: string) => `Izvēlēts: ${label}.`,
  searchFailed: 'Meklēšana neizdevās. Mēģiniet vēlreiz.',
  // Files.
  storedFiles: 'Pievienotās datnes',
  removeFile: (name: string) => `Noņemt «${name}»`,
  // Data of unknown shape.
  dataName: 'Nosaukums',
  dataValue: 'Vērtība',
  linesHint: 'Katru ierakstu rakstiet savā rindā.',
  // The form.
  show: 'Rādīt laukus, kas atbilst izvēlei',
  shown: (labels: string) => `Parādīti papildu lauki: ${labels}.`,
  draftSaved: (time: string) => `Melnraksts saglabāts plkst. ${time}`,
  draftFailed: 'Melnrakstu neizdevās saglabāt. Teksts pagaidām ir tikai šajā lapā; saglabāšana tiks atkārtota.',
}

const en: typeof lv = {
  yes: 'Yes',
  no: 'No',
  choose: 'Choose',
  notStated: 'Not stated',
  oneOf: (labels) => `(at least one of these is needed: ${labels.join(', ')})`,
  day: 'Day',
  month: 'Month',
  year: 'Year',
  time: 'Time',
  dateHint: 'For example, 12 3 2026.',
  dateTimeHint: 'For example, 12 3 2026 and time 9:05.',
  currency: 'EUR',
  row: (number) => `Row ${number}`,
  addRow: 'Add a row',
  removeRow: (number) => `Remove row ${number}`,
  about: (label) => `: ${label}`,
  noRows: 'There are no rows yet.',
  findLabel: 'Search by name or number',
  find: 'Find',
  foundNone: 'Nothing was found. Check the spelling or search with other words.',
  wordsMissing: 'Type what to look for, then press “Find”.',
  keepChosen: 'Those with a tick are chosen. Remove the tick to take one out.',
  results: (count) => `Records found: ${count}. Choose with the arrow keys.`,
  picked: (label) => `Chosen: ${label}.`,
  searchFailed: 'The search failed. Try again.',
  storedFiles: 'Files added',
  removeFile: (name) => `Remove “${name}”`,
  dataName: 'Name',
  dataValue: 'Value',
  linesHint: 'Write each entry on a line of its own.',
  show: 'Show the fields that belong to the choice',
  shown: (labels) => `More fields are shown: ${labels}.`,
  draftSaved: (time) => `Draft saved at ${time}`,
  draftFailed: 'The draft could not be saved. The text is only on this page for now; saving will be tried again.',
}

export type ControlTexts = typeof lv

export const CONTROL_TEXTS: Readonly<Record<Language, ControlTexts>> = { lv, en }
