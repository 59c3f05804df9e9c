/** What is wrong with figures that an institution hands in, and what to do, in the words of whoever brings them. */

interface Words {
  /** What is wrong, and what to do. */
  readonly lv: readonly [string, string]
  readonly en: readonly [string, string]
}

/** `{…}` stands for a fact. */
const SENTENCES = {
  'not-readable': {
    lv: ['Datni nevar nolasīt: {why}.', 'Lejupielādējiet to no jauna JSON vai CSV formātā.'],
    en: ['The file cannot be read: {why}.', 'Make it anew by a download as JSON or CSV.'],
  },
  'unknown-field': {
    lv: ['Lauka “{field}” šajā formātā nav.', 'Izņemiet vai pārdēvējiet to. Lauki ir: {known}.'],
    en: ['The format has no field “{field}”.', 'Take it out or rename it. There are: {known}.'],
  },
  'not-a-list': {
    lv: ['Šeit jābūt sarakstam.', 'Rakstiet to tā, kā to raksta lejupielāde.'],
    en: ['There must be a list here.', 'Write it as the download does.'],
  },
  'wrong-format': {
    lv: [
      'Datnē jābūt formātam “{format}”, versijai {version}, bet ir: {found}.',
      'Lejupielādējiet datni no Ritums, kas raksta šo versiju, vai atjauniniet šo Ritums.',
    ],
    en: [
      'The file must have format “{format}”, version {version}, but has: {found}.',
      'Download it from a Ritums that writes this version, or update this one.',
    ],
  },
  'unknown-institution': {
    lv: [
      'Reģistrā “Iestādes” nav iestādes ar reģistrācijas numuru “{regNo}”.',
      'Pārbaudiet numuru vai vispirms pievienojiet iestādi reģistram.',
    ],
    en: [
      'The register “Institutions” has no institution with registration number “{regNo}”.',
      'Check the number, or add the institution to the register first.',
    ],
  },
  'no-period': {
    lv: ['“{period}” nav periods.', 'Rakstiet mēnesi “2026-03”, ceturksni “2026-Q1” vai gadu “2026”.'],
    en: ['“{period}” is no period.', 'Write a month “2026-03”, a quarter “2026-Q1” or a year “2026”.'],
  },
  'not-over': {
    lv: ['Periods {period} vēl nav beidzies.', 'Iesniedziet tā rādītājus, kad tas ir beidzies.'],
    en: ['The period {period} is not over.', 'Hand its figures in when it is.'],
  },
  'bad-moment': {
    lv: [
      'Sagatavošanas laikam jābūt pēc perioda beigām un ne vēlākam par šo brīdi, bet ir “{madeAt}”.',
      'Rakstiet laiku formā “2026-04-02T08:00:00Z”.',
    ],
    en: [
      'The file must have been made after the end of the period and not later than now, but says “{madeAt}”.',
      'Write the time as “2026-04-02T08:00:00Z”.',
    ],
  },
  older: {
    lv: ['Par šo periodu jau ir jaunāki skaitļi: tie sagatavoti {known}.', 'Lejupielādējiet datni no jauna.'],
    en: ['There are newer figures of this period: they were made at {known}.', 'Download the file anew.'],
  },
  'doubled-service': {
    lv: ['Pakalpojums “{code}” sarakstā jau ir.', 'Atstājiet vienu no rindām.'],
    en: ['The service “{code}” is in the list already.', 'Leave one of the rows.'],
  },
  'unknown-indicator': {
    lv: ['Rādītāju “{indicator}” neapkopo.', 'Izņemiet rindu. Apkopo šos: {known}.'],
    en: ['The indicator “{indicator}” is not collected.', 'Take the row out. These are collected: {known}.'],
  },
  'no-second-side': {
    lv: ['Rādītājam “{indicator}” saucēja nav.', 'Rakstiet “of”.'],
    en: ['The indicator “{indicator}” has no divisor.', 'Write “of”.'],
  },
  'no-breakdown': {
    lv: ['Rādītāju “{indicator}” šādi nedala.', 'Izņemiet rindu.'],
    en: ['The indicator “{indicator}” is not told apart in this way.', 'Take the row out.'],
  },
  'part-of-all': {
    lv: ['Kopsummai daļas nav.', 'Atstājiet lauku tukšu.'],
    en: ['A total has no part.', 'Leave the field empty.'],
  },
  'unknown-service': {
    lv: ['Pakalpojuma “{code}” datnes sarakstā nav.', 'Pievienojiet pakalpojumu sarakstam vai izlabojiet kodu.'],
    en: ['The service “{code}” is not in the list of the file.', 'Add the service to the list, or correct the code.'],
  },
  'doubled-figure': {
    lv: ['Šis skaitlis datnē jau ir.', 'Atstājiet vienu no rindām.'],
    en: ['This figure is in the file already.', 'Leave one of the rows.'],
  },
  'more-than-all': {
    lv: ['{total} no {per} nav iespējams: daļa nav starp nulli un veselo.', 'Izlabojiet skaitli.'],
    en: ['{total} of {per} cannot be: a part is between nothing and the whole.', 'Correct the number.'],
  },
  'wrong-spread': {
    lv: ['Skaits ir {stands}, bet sadalījumā kopā ir {adds}.', 'Izlabojiet vienu no tiem.'],
    en: ['The count is {stands}, but the spread adds up to {adds}.', 'Correct one of them.'],
  },
  'no-spread': {
    lv: ['Rādītājam “{indicator}” ilgumu sadalījuma vai kopsummas nav.', 'Izņemiet rindu.'],
    en: ['The indicator “{indicator}” has no spread of durations, or no total.', 'Take the row out.'],
  },
  'no-total': {
    lv: ['Rādītājam “{indicator}” nav kopsummas rindas.', 'Pievienojiet rindu ar dalījumu “all”.'],
    en: ['The indicator “{indicator}” has no row with its total.', 'Add a row told apart by “all”.'],
  },
  'wrong-total-services': {
    lv: ['Kopā ir {stands}, bet pa pakalpojumiem sanāk {adds}.', 'Izlabojiet kopsummu vai daļas.'],
    en: ['The total is {stands}, but the services add up to {adds}.', 'Correct the total or the parts.'],
  },
  'wrong-total-kinds': {
    lv: ['Kopā ir {stands}, bet pa veidiem sanāk {adds}.', 'Izlabojiet kopsummu vai daļas.'],
    en: ['The total is {stands}, but the kinds add up to {adds}.', 'Correct the total or the parts.'],
  },
} as const satisfies Record<string, Words>

export type ScaleSentence = keyof typeof SENTENCES

/** @returns what is wrong, and what to do */
export function scaleSentence(
  language: 'lv' | 'en',
  code: ScaleSentence,
  facts: Readonly<Record<string, string | number>> = {},
): readonly [string, string] {
  const filled = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(facts, name) ? String(facts[name]) : whole))
  const [wrong, remedy] = SENTENCES[code][language]
  return [filled(wrong), filled(remedy)]
}
