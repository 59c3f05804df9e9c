/** What a person reads when something could not be done: what is the matter, and what to do. By the code of the refusal. */
import type { Language } from '../../check/form-file.ts'

export interface ProblemText {
  readonly title: string
  readonly text: string
}

type Table = Readonly<Record<string, ProblemText>>

const lv = {
  'not-found': {
    title: 'Šādas lapas nav',
    text: 'Adrese nav pareiza, tas, ko meklējat, vairs nav pieejams, vai jums nav tiesību to skatīt. Pārbaudiet adresi vai meklējiet pēc numura.',
  },
  'not-allowed': {
    title: 'Jums nav tiesību to darīt',
    text: 'Ja tas ir jūsu darba pienākums, lūdziet administratoram piešķirt vajadzīgo lomu.',
  },
  'form-too-old': {
    title: 'Veidlapa vairs nav derīga',
    text: 'Pēc tam, kad to atvērāt, jūs pieteicāties no jauna. Jūsu ievadītais ir saglabāts šajā lapā: nosūtiet to vēlreiz.',
  },
  'task-not-open': {
    title: 'Uzdevums jau ir pabeigts',
    text: 'Kamēr strādājāt, uzdevumu pabeidza vai atcēla. Ievadītais nav nosūtīts.',
  },
  'task-claimed-by-another': {
    title: 'Uzdevumu jau ir pārņēmis cits',
    text: 'Pie tā strādā kolēģis. Izvēlieties citu uzdevumu vai sazinieties ar viņu.',
  },
  'instance-not-active': {
    title: 'Lieta nav aktīva',
    text: 'Tā ir apturēta vai beigusies, tāpēc darbība netika veikta.',
  },
  'idempotency-key-reused': {
    title: 'Šī veidlapa jau ir nosūtīta',
    text: 'To pašu veidlapu nosūtījāt otrreiz ar citu saturu. Pirmais sūtījums ir izpildīts. Ja vajag vēl vienu, atveriet veidlapu no jauna.',
  },
  'no-active-definition': {
    title: 'Process nav aktīvs',
    text: 'Neviena šī procesa versija nav aktivizēta. Lūdziet procesa īpašniekam to aktivizēt.',
  },
  'record-changed': {
    title: 'Ierakstu tikmēr mainīja cits',
    text: 'Jūsu izmaiņas nav saglabātas. Apskatiet jauno saturu un ievadiet izmaiņas vēlreiz.',
  },
  'too-many-requests': {
    title: 'Pārāk daudz mēģinājumu',
    text: 'Uzgaidiet dažas minūtes un mēģiniet vēlreiz.',
  },
  'body-too-large': {
    title: 'Nosūtīts pārāk daudz',
    text: 'Saīsiniet tekstu vai pievienojiet mazākas datnes un nosūtiet vēlreiz.',
  },
  'nothing-found': {
    title: 'Tas, ko meklējat, nav atrodams',
    text: 'Iespējams, tas ir dzēsts vai jums nav tiesību to skatīt.',
  },
  conflict: {
    title: 'Darbība nav iespējama',
    text: 'Stāvoklis tikmēr ir mainījies. Atveriet lapu no jauna un pārbaudiet.',
  },
  invalid: { title: 'Dati nav pieņemti', text: 'Pārbaudiet ievadīto un mēģiniet vēlreiz.' },
  forbidden: {
    title: 'Jums nav tiesību to darīt',
    text: 'To pašu darbu nedrīkst darīt un pārbaudīt viens cilvēks, vai arī jums nav vajadzīgās lomas.',
  },
  busy: { title: 'Serveris ir aizņemts', text: 'Nekas nav mainīts. Pagaidiet brīdi un mēģiniet vēlreiz.' },
  fault: {
    title: 'Mūsu pusē radās kļūda',
    text: 'Nekas no nosūtītā nav pazudis bez ziņas: ja darbība nav redzama, mēģiniet vēlreiz. Ja kļūda atkārtojas, nosauciet uzturētājam šo numuru:',
  },
} satisfies Table

const en: Record<keyof typeof lv, ProblemText> = {
  'not-found': {
    title: 'There is no such page',
    text: 'The address is wrong, what you look for is gone, or you may not see it. Check the address or search by number.',
  },
  'not-allowed': {
    title: 'You may not do this',
    text: 'If it belongs to your work, ask the administrator for the role that is needed.',
  },
  'form-too-old': {
    title: 'The form is no longer valid',
    text: 'You logged in again after you had opened it. What you typed is kept on this page: send it once more.',
  },
  'task-not-open': {
    title: 'The task is already done',
    text: 'It was completed or cancelled while you worked on it. What you typed was not sent.',
  },
  'task-claimed-by-another': {
    title: 'Somebody else has taken the task',
    text: 'A colleague is working on it. Choose another task, or talk to them.',
  },
  'instance-not-active': {
    title: 'The case is not active',
    text: 'It is suspended or has ended, so nothing was done.',
  },
  'idempotency-key-reused': {
    title: 'This form was sent already',
    text: 'You sent the same form twice with other content. The first one was carried out. If you need another, open the form anew.',
  },
  'no-active-definition': {
    title: 'The process is not active',
    text: 'No version of this process is in force. Ask the owner of the process to activate one.',
  },
  'record-changed': {
    title: 'Somebody else has changed the record meanwhile',
    text: 'Your changes were not saved. Look at the new content and enter your changes again.',
  },
  'too-many-requests': { title: 'Too many attempts', text: 'Wait a few minutes and try again.' },
  'body-too-large': {
    title: 'Too much was sent',
    text: 'Shorten the text or attach smaller files, and send it again.',
  },
  'nothing-found': {
    title: 'What you look for cannot be found',
    text: 'It may have been removed, or you may not see it.',
  },
  conflict: { title: 'This cannot be done', text: 'Things have changed meanwhile. Open the page again and check.' },
  invalid: { title: 'The data were not accepted', text: 'Check what you entered and try again.' },
  forbidden: {
    title: 'You may not do this',
    text: 'One person must not do a piece of work and check it, or you do not hold the role that is needed.',
  },
  busy: { title: 'The server is busy', text: 'Nothing was changed. Wait a moment and try again.' },
  fault: {
    title: 'Something failed on our side',
    text: 'If you do not see the effect of what you did, try again. If it fails once more, tell the operator this number:',
  },
}

const TABLES: Readonly<Record<Language, Table>> = { lv, en }

/** @param codes the first that has a text is taken */
export function problemText(language: Language, ...codes: readonly string[]): ProblemText {
  const table = TABLES[language]
  for (const code of codes) if (Object.hasOwn(table, code)) return table[code] as ProblemText
  return (TABLES[language] as Record<keyof typeof lv, ProblemText>).invalid
}
