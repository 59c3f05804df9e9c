/** What is wrong with a file that is to be imported, and what to do, in the words of the person who brought it. */
import type { ImportProblem } from './import-row.ts'

export type Language = 'lv' | 'en'

interface Words {
  /** What is wrong, and what to do. */
  readonly lv: readonly [string, string]
  readonly en: readonly [string, string]
}

/** `{…}` stands for a fact. */
const SENTENCES = {
  encoding: {
    lv: ['Fails nav UTF-8 kodējumā.', 'Saglabājiet failu kā “CSV UTF-8” un importējiet vēlreiz.'],
    en: ['The file is not in UTF-8.', 'Save it as “CSV UTF-8” and import it again.'],
  },
  characters: {
    lv: ['Failā ir rakstzīmes, ko nevar saglabāt.', 'Izņemiet nulles baitus un bojātās rakstzīmes.'],
    en: ['The file holds characters that cannot be stored.', 'Take out NUL bytes and broken characters.'],
  },
  'not-json': {
    lv: ['Fails nav derīgs JSON: {why}.', 'Vajadzīgs ierakstu saraksts: [{"id": …, "data": {…}}].'],
    en: ['The file is no valid JSON: {why}.', 'It takes a list of records: [{"id": …, "data": {…}}].'],
  },
  'not-csv': {
    lv: ['Rindu nevar nolasīt: {why}.', 'Pārbaudiet, vai pēdiņas ir aizvērtas un dubultotas tur, kur tās ir tekstā.'],
    en: ['The row cannot be read: {why}.', 'See that quotes are closed, and doubled where they are part of a text.'],
  },
  empty: {
    lv: [
      'Failā nav neviena ieraksta.',
      'Pievienojiet vismaz vienu ierakstu; CSV pirmajā rindā jābūt kolonnu nosaukumiem.',
    ],
    en: ['The file holds no record.', 'Add at least one; in CSV the first row must name the columns.'],
  },
  'too-many-rows': {
    lv: ['Failā ir vairāk nekā {most} ierakstu.', 'Sadaliet to vairākos failos.'],
    en: ['The file holds more than {most} records.', 'Split it into several files.'],
  },
  'unknown-column': {
    lv: ['Reģistram nav kolonnas “{column}”.', 'Izņemiet vai pārdēvējiet to. Kolonnas ir: {columns}.'],
    en: ['The register has no column “{column}”.', 'Take it out or rename it. There are: {columns}.'],
  },
  'doubled-column': {
    lv: ['Kolonna “{column}” ir divas reizes.', 'Atstājiet vienu no tām.'],
    en: ['The column “{column}” is there twice.', 'Leave one of them.'],
  },
  'half-column': {
    lv: ['Kolonnai “{column}” trūkst otras valodas.', 'Tekstam divās valodās vajadzīgas abas kolonnas: .lv un .en.'],
    en: ['The column “{column}” lacks the other language.', 'A text in two languages needs both columns: .lv and .en.'],
  },
  'too-many-cells': {
    lv: ['Rindā ir vairāk šūnu nekā kolonnu virsrakstā.', 'Ielieciet pēdiņās tekstus, kuros ir atdalītājs.'],
    en: ['The row has more cells than the heading has columns.', 'Put texts that hold the separator in quotes.'],
  },
  'bad-cell': {
    lv: ['Šūnā jābūt JSON vērtībai, bet ir kas cits.', 'Ierakstiet vērtību JSON pierakstā, kā to raksta eksports.'],
    en: ['The cell must hold a JSON value, but holds something else.', 'Write the value as JSON, as the export does.'],
  },
  'not-record': {
    lv: ['Šeit jābūt ierakstam: objektam ar lauku “data”.', 'Rakstiet ierakstus tā, kā tos raksta eksports.'],
    en: ['There must be a record here: an object with “data”.', 'Write records as the export does.'],
  },
  'bad-id': {
    lv: ['Identifikators nav derīgs.', 'Tam jābūt tekstam no 1 līdz 200 rakstzīmēm bez vadības rakstzīmēm.'],
    en: ['The id cannot be used.', 'It must be a text of 1 to 200 characters without control characters.'],
  },
  'doubled-row': {
    lv: ['Tas pats ieraksts “{id}” failā jau ir {other}. rindā.', 'Atstājiet vienu no rindām.'],
    en: ['The same record “{id}” is already in row {other}.', 'Leave one of the rows.'],
  },
  'number-not-yours': {
    lv: [
      'Numuru piešķir reģistrs; šim ierakstam tas ir {number}.',
      'Atstājiet numuru nemainītu, jaunam ierakstam – tukšu.',
    ],
    en: ['The register gives the number; this record’s is {number}.', 'Leave it as it is, and empty for a new record.'],
  },
  'status-not-yours': {
    lv: ['Šī reģistra statusu maina tikai process.', 'Atstājiet statusu nemainītu, jaunam ierakstam – tukšu.'],
    en: ['Only the process changes the status in this register.', 'Leave it as it is, and empty for a new record.'],
  },
  shared: {
    lv: ['Ieraksts “{id}” ir kopīgs visām iestādēm, un to te nevar mainīt.', 'Izņemiet rindu no faila.'],
    en: ['Record “{id}” is shared by all institutions and cannot be changed here.', 'Take the row out of the file.'],
  },
  'record-changed': {
    lv: [
      'Ieraksts kopš eksporta ir mainīts: tagad tam ir {version}. versija.',
      'Eksportējiet vēlreiz un atkārtojiet izmaiņas.',
    ],
    en: [
      'The record was changed since the export: it is at version {version} now.',
      'Export again and repeat your changes.',
    ],
  },
  'record-exists': {
    lv: ['Tāda vērtība ({key}) jau ir ierakstam “{id}”.', 'Mainiet vērtību vai kolonnā id norādiet šo ierakstu.'],
    en: ['Record “{id}” has the same {key} already.', 'Change the value, or name that record in the column id.'],
  },
  refused: {
    lv: ['{message}', 'Izlabojiet vērtību un importējiet failu vēlreiz.'],
    en: ['{message}', 'Correct the value and import the file again.'],
  },
} as const satisfies Record<string, Words>

export type ProblemCode = keyof typeof SENTENCES

/** @param facts what the sentence's `{…}` stand for */
export function problemOf(
  language: Language,
  code: ProblemCode,
  place: { readonly row: number | null; readonly field?: string | null },
  facts: Readonly<Record<string, string | number | null>> = {},
): ImportProblem {
  const filled = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) =>
      Object.hasOwn(facts, name) ? String(facts[name] ?? '–') : whole,
    )
  const [message, remedy] = SENTENCES[code][language]
  return { row: place.row, field: place.field ?? null, code, message: filled(message), remedy: filled(remedy) }
}
