/**
 * What a person reads when a field is refused: which field, and what to do about it. One sentence per kind of error
 * in each language. Counts are worded so that no plural form can be wrong.
 */
import type { Language } from './form-file.ts'

/** What a sentence may speak of. */
export interface SentenceFacts {
  /** The field's label with its row, without quotation marks. */
  readonly label: string
  /** Labels of other fields concerned. */
  readonly others: readonly string[]
  /** The limit that was passed: a count, a number or a name. */
  readonly limit: string
  /** What the data has: the length of a text, the entries of a list. */
  readonly actual: string
  /** Labels of the values to choose from; empty when there are too many to list. */
  readonly choices: readonly string[]
  /** The person chooses rather than writes. */
  readonly chosen: boolean
}

type Sentence = (facts: SentenceFacts) => string
type Table = Readonly<Record<string, Sentence>>

const lvList = (labels: readonly string[]): string => labels.map((label) => `«${label}»`).join(', ')
const enList = (labels: readonly string[]): string => labels.map((label) => `“${label}”`).join(', ')

const lv: Table = {
  required: ({ label, chosen }) => (chosen ? `Izvēlieties vērtību laukā «${label}».` : `Aizpildiet lauku «${label}».`),
  'required-one-of': ({ others }) => `Aizpildiet vismaz vienu no laukiem: ${lvList(others)}.`,
  dependentRequired: ({ label, others }) => `Aizpildiet lauku «${label}», jo ir aizpildīts lauks ${lvList(others)}.`,
  'unknown-field': ({ label }) => `Izņemiet lauku «${label}»: šajā veidlapā tāda nav.`,
  'read-only': ({ label }) => `Izņemiet lauku «${label}»: šeit tas ir tikai apskatāms.`,
  'reserved-name': ({ label }) => `Izņemiet lauku «${label}»: šādu nosaukumu nedrīkst lietot.`,
  'too-deep': ({ label, limit }) => `Vienkāršojiet lauku «${label}»: datos drīkst būt ne vairāk līmeņu kā ${limit}.`,
  'invalid-text': ({ label }) => `Aizpildiet lauku «${label}» no jauna: tekstā ir neatļauta rakstzīme.`,
  'type:string': ({ label }) => `Laukā «${label}» ievadiet tekstu.`,
  'type:integer': ({ label }) => `Laukā «${label}» ievadiet veselu skaitli, piemēram, 15.`,
  'type:number': ({ label }) => `Laukā «${label}» ievadiet skaitli, piemēram, 12,50.`,
  'type:boolean': ({ label }) => `Laukā «${label}» atbildiet ar «jā» vai «nē».`,
  'type:array': ({ label }) => `Laukā «${label}» norādiet sarakstu.`,
  'type:object': ({ label }) => `Laukā «${label}» norādiet datu kopu.`,
  type: ({ label }) => `Laukā «${label}» ievadiet cita veida vērtību.`,
  enum: ({ label, choices }) =>
    choices.length > 0
      ? `Laukā «${label}» izvēlieties vienu no vērtībām: ${lvList(choices)}.`
      : `Laukā «${label}» izvēlieties vienu no piedāvātajām vērtībām.`,
  const: ({ label, limit }) => `Laukā «${label}» jābūt vērtībai «${limit}».`,
  minLength: ({ label, limit, actual }) =>
    `Papildiniet lauku «${label}»: mazākais rakstzīmju skaits ir ${limit}, tagad – ${actual}.`,
  maxLength: ({ label, limit, actual }) =>
    `Saīsiniet lauku «${label}»: lielākais rakstzīmju skaits ir ${limit}, tagad – ${actual}.`,
  pattern: ({ label }) => `Pārbaudiet lauku «${label}»: vērtība nav pierakstīta, kā vajadzīgs.`,
  minimum: ({ label, limit }) => `Laukā «${label}» ievadiet skaitli, kas nav mazāks par ${limit}.`,
  maximum: ({ label, limit }) => `Laukā «${label}» ievadiet skaitli, kas nav lielāks par ${limit}.`,
  exclusiveMinimum: ({ label, limit }) => `Laukā «${label}» ievadiet skaitli, kas ir lielāks par ${limit}.`,
  exclusiveMaximum: ({ label, limit }) => `Laukā «${label}» ievadiet skaitli, kas ir mazāks par ${limit}.`,
  multipleOf: ({ label, limit }) => `Laukā «${label}» ievadiet skaitli, kas bez atlikuma dalās ar ${limit}.`,
  'multipleOf:0.01': ({ label }) =>
    `Laukā «${label}» ievadiet summu ar ne vairāk kā divām zīmēm aiz komata, piemēram, 12,50.`,
  minItems: ({ label, limit, actual }) =>
    `Papildiniet lauku «${label}»: mazākais ierakstu skaits ir ${limit}, tagad – ${actual}.`,
  maxItems: ({ label, limit, actual }) =>
    `Saīsiniet lauku «${label}»: lielākais ierakstu skaits ir ${limit}, tagad – ${actual}.`,
  uniqueItems: ({ label }) => `Laukā «${label}» izņemiet ierakstus, kas atkārtojas.`,
  contains: ({ label }) => `Papildiniet lauku «${label}»: sarakstā trūkst vajadzīgā ieraksta.`,
  minProperties: ({ label, limit }) => `Papildiniet lauku «${label}»: mazākais vērtību skaits ir ${limit}.`,
  maxProperties: ({ label, limit }) => `Saīsiniet lauku «${label}»: lielākais vērtību skaits ir ${limit}.`,
  propertyNames: ({ label }) => `Pārbaudiet lauku «${label}»: tajā ir neatļauts nosaukums.`,
  notInFuture: ({ label }) => `Laukā «${label}» ievadiet laiku, kas jau ir pienācis.`,
  inFuture: ({ label }) => `Laukā «${label}» ievadiet laiku, kas vēl nav pienācis.`,
  notBeforeToday: ({ label }) => `Laukā «${label}» ievadiet šodienas vai vēlāku datumu.`,
  notAfterField: ({ label, others }) => `Laukā «${label}» ievadiet laiku, kas nav vēlāks par lauku ${lvList(others)}.`,
  notMoreThanField: ({ label, others }) =>
    `Laukā «${label}» ievadiet skaitli, kas nav lielāks par lauku ${lvList(others)}.`,
  'format:email': ({ label }) => `Laukā «${label}» ievadiet e-pasta adresi, piemēram, vards@iestade.lv.`,
  'format:phone': ({ label }) => `Laukā «${label}» ievadiet tālruņa numuru, piemēram, +371 67000000.`,
  'format:date': ({ label }) => `Laukā «${label}» ievadiet datumu, piemēram, 2026-03-12.`,
  'format:time': ({ label }) => `Laukā «${label}» ievadiet laiku, piemēram, 09:30:00Z.`,
  'format:date-time': ({ label }) => `Laukā «${label}» ievadiet datumu un laiku, piemēram, 2026-03-12T09:30:00Z.`,
  'format:duration': ({ label }) => `Laukā «${label}» ievadiet ilgumu, piemēram, P5D.`,
  'format:uri': ({ label }) => `Laukā «${label}» ievadiet tīmekļa adresi, piemēram, https://iestade.lv.`,
  'format:uuid': ({ label }) =>
    `Laukā «${label}» ievadiet identifikatoru, piemēram, 123e4567-e89b-12d3-a456-426614174000.`,
  'format:lv-personal-code': ({ label }) =>
    `Laukā «${label}» ievadiet derīgu personas kodu, piemēram, 320000-00000; pārbaudiet katru ciparu.`,
  'format:lv-reg-no': ({ label }) =>
    `Laukā «${label}» ievadiet reģistrācijas numuru: 11 ciparus, piemēram, 90000000000.`,
  // What a page could not read.
  'typed:date': ({ label }) => `Laukā «${label}» ievadiet īstu datumu, piemēram, 12 3 2026.`,
  'typed:date-time': ({ label }) => `Laukā «${label}» ievadiet īstu datumu un laiku, piemēram, 12 3 2026 un 9:05.`,
  'typed:data': ({ label }) => `Laukā «${label}» ievadiet derīgu JSON tekstu.`,
  'typed:repeated': ({ label }) => `Laukā «${label}» katru nosaukumu lietojiet vienu reizi.`,
  'typed:unnamed': ({ label }) => `Laukā «${label}» ierakstiet nosaukumu katrai vērtībai.`,
  'too-many-fields': ({ label, limit }) => `Saīsiniet veidlapu «${label}»: lielākais lauku skaits ir ${limit}.`,
  'file:too-large': ({ label, actual }) => `Izvēlieties mazāku datni laukā «${label}»: «${actual}» ir par lielu.`,
  'file:wrong-kind': ({ label, actual }) =>
    `Izvēlieties cita veida datni laukā «${label}»: «${actual}» šeit nevar pievienot.`,
  'file:infected': ({ label, actual }) => `Izvēlieties citu datni laukā «${label}»: «${actual}» satur vīrusu.`,
  'file:not-scanned': ({ label, actual }) =>
    `Pievienojiet datni laukā «${label}» vēlreiz pēc brīža: «${actual}» neizdevās pārbaudīt.`,
  'file:too-many': ({ label, actual }) =>
    `Pievienojiet mazāk datņu laukā «${label}»: «${actual}» vairs nevar pievienot.`,
  'file:gone': ({ label, actual }) => `Pievienojiet datni laukā «${label}» no jauna: «${actual}» vairs nav atrodama.`,
  file: ({ label, actual }) => `Izvēlieties citu datni laukā «${label}»: «${actual}» neizdevās pievienot.`,
  other: ({ label }) => `Pārbaudiet lauku «${label}»: šāda vērtība nav atļauta.`,
}

const en: Table = {
  required: ({ label, chosen }) => (chosen ? `Choose a value for “${label}”.` : `Enter “${label}”.`),
  'required-one-of': ({ others }) => `Enter at least one of: ${enList(others)}.`,
  dependentRequired: ({ label, others }) => `Enter “${label}”, because ${enList(others)} is filled in.`,
  'unknown-field': ({ label }) => `Remove “${label}”: this form has no such field.`,
  'read-only': ({ label }) => `Remove “${label}”: it can only be read here.`,
  'reserved-name': ({ label }) => `Remove “${label}”: this name must not be used.`,
  'too-deep': ({ label, limit }) => `Simplify “${label}”: the data may have at most this many levels: ${limit}.`,
  'invalid-text': ({ label }) => `Enter “${label}” again: the text has a character that is not allowed.`,
  'type:string': ({ label }) => `Enter a text in “${label}”.`,
  'type:integer': ({ label }) => `Enter a whole number in “${label}”, for example 15.`,
  'type:number': ({ label }) => `Enter a number in “${label}”, for example 12.50.`,
  'type:boolean': ({ label }) => `Answer “${label}” with yes or no.`,
  'type:array': ({ label }) => `Give a list in “${label}”.`,
  'type:object': ({ label }) => `Give a set of values in “${label}”.`,
  type: ({ label }) => `Enter another kind of value in “${label}”.`,
  enum: ({ label, choices }) =>
    choices.length > 0
      ? `Choose one of these values for “${label}”: ${enList(choices)}.`
      : `Choose one of the offered values for “${label}”.`,
  const: ({ label, limit }) => `“${label}” must be “${limit}”.`,
  minLength: ({ label, limit, actual }) =>
    `Write more in “${label}”: the smallest number of characters is ${limit}, now it is ${actual}.`,
  maxLength: ({ label, limit, actual }) =>
    `Shorten “${label}”: the largest number of characters is ${limit}, now it is ${actual}.`,
  pattern: ({ label }) => `Check “${label}”: it is not written in the form that is needed.`,
  minimum: ({ label, limit }) => `Enter a number in “${label}” that is not below ${limit}.`,
  maximum: ({ label, limit }) => `Enter a number in “${label}” that is not above ${limit}.`,
  exclusiveMinimum: ({ label, limit }) => `Enter a number in “${label}” that is above ${limit}.`,
  exclusiveMaximum: ({ label, limit }) => `Enter a number in “${label}” that is below ${limit}.`,
  multipleOf: ({ label, limit }) => `Enter a number in “${label}” that ${limit} divides without remainder.`,
  'multipleOf:0.01': ({ label }) => `Enter an amount in “${label}” with at most two decimals, for example 12.50.`,
  minItems: ({ label, limit, actual }) =>
    `Add to “${label}”: the smallest number of entries is ${limit}, now it is ${actual}.`,
  maxItems: ({ label, limit, actual }) =>
    `Shorten “${label}”: the largest number of entries is ${limit}, now it is ${actual}.`,
  uniqueItems: ({ label }) => `Remove the entries that are repeated in “${label}”.`,
  contains: ({ label }) => `Add to “${label}”: an entry that is needed is missing.`,
  minProperties: ({ label, limit }) => `Add to “${label}”: the smallest number of values is ${limit}.`,
  maxProperties: ({ label, limit }) => `Shorten “${label}”: the largest number of values is ${limit}.`,
  propertyNames: ({ label }) => `Check “${label}”: it has a name that is not allowed.`,
  notInFuture: ({ label }) => `Enter a time in “${label}” that is not in the future.`,
  inFuture: ({ label }) => `Enter a time in “${label}” that is in the future.`,
  notBeforeToday: ({ label }) => `Enter today’s date or a later one in “${label}”.`,
  notAfterField: ({ label, others }) => `Enter a time in “${label}” that is not later than ${enList(others)}.`,
  notMoreThanField: ({ label, others }) => `Enter a number in “${label}” that is not larger than ${enList(others)}.`,
  'format:email': ({ label }) => `Enter an e-mail address in “${label}”, for example name@institution.lv.`,
  'format:phone': ({ label }) => `Enter a telephone number in “${label}”, for example +371 67000000.`,
  'format:date': ({ label }) => `Enter a date in “${label}”, for example 2026-03-12.`,
  'format:time': ({ label }) => `Enter a time in “${label}”, for example 09:30:00Z.`,
  'format:date-time': ({ label }) => `Enter a date and time in “${label}”, for example 2026-03-12T09:30:00Z.`,
  'format:duration': ({ label }) => `Enter a duration in “${label}”, for example P5D.`,
  'format:uri': ({ label }) => `Enter a web address in “${label}”, for example https://institution.lv.`,
  'format:uuid': ({ label }) => `Enter an identifier in “${label}”, for example 123e4567-e89b-12d3-a456-426614174000.`,
  'format:lv-personal-code': ({ label }) =>
    `Enter a valid personal code in “${label}”, for example 320000-00000; check each digit.`,
  'format:lv-reg-no': ({ label }) => `Enter a registration number in “${label}”: 11 digits, for example 90000000000.`,
  'typed:date': ({ label }) => `Enter a real date in “${label}”, for example 12 3 2026.`,
  'typed:date-time': ({ label }) => `Enter a real date and time in “${label}”, for example 12 3 2026 and 9:05.`,
  'typed:data': ({ label }) => `Enter valid JSON in “${label}”.`,
  'typed:repeated': ({ label }) => `Use each name once in “${label}”.`,
  'typed:unnamed': ({ label }) => `Enter a name for each value in “${label}”.`,
  'too-many-fields': ({ label, limit }) => `Shorten “${label}”: the largest number of fields is ${limit}.`,
  'file:too-large': ({ label, actual }) => `Choose a smaller file in “${label}”: “${actual}” is too large.`,
  'file:wrong-kind': ({ label, actual }) =>
    `Choose a file of another kind in “${label}”: “${actual}” cannot be added here.`,
  'file:infected': ({ label, actual }) => `Choose another file in “${label}”: “${actual}” has a virus.`,
  'file:not-scanned': ({ label, actual }) =>
    `Add the file in “${label}” again in a moment: “${actual}” could not be checked.`,
  'file:too-many': ({ label, actual }) => `Add fewer files in “${label}”: “${actual}” cannot be added any more.`,
  'file:gone': ({ label, actual }) => `Add the file in “${label}” again: “${actual}” cannot be found any more.`,
  file: ({ label, actual }) => `Choose another file in “${label}”: “${actual}” could not be added.`,
  other: ({ label }) => `Check “${label}”: this value is not allowed.`,
}

const tables: Readonly<Record<Language, Table>> = { lv, en }

/**
 * @param kind an error code, or a code with its variant such as `format:email`; the variant may be unknown
 * @returns one sentence in the language
 */
export function sentence(kind: string, language: Language, facts: SentenceFacts): string {
  const table = tables[language]
  const general = kind.split(':')[0] ?? kind
  const write = table[kind] ?? table[general] ?? table.other
  if (!write) throw new Error(`Expected a sentence for "${kind}" in language "${language}", but there is none.`)
  return write(facts)
}

/** Every kind that has a sentence in a language. */
export function sentenceKinds(language: Language): readonly string[] {
  return Object.keys(tables[language])
}
