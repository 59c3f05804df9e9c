/** Every sentence of the entrance pages, in both languages; the type makes a missing one an error. */
import type { Language } from '../../check/form-file.ts'

const lv = {
  startTitle: 'Ritums',
  whatItIs:
    'Ritums ir procesu dzinējs publiskām iestādēm. Pakalpojumu atbalsta procesi tajā norit tā, kā tie uzzīmēti diagrammās, kuras iestāde pati maina.',
  well: 'Darbojas',
  unwell: 'Nedarbojas',
  running: 'Serveris darbojas.',
  failing: 'Serveris darbojas, bet nevar nolasīt datubāzi.',
  demo: 'Šī ir demonstrācija: dati ir izdomāti, un paroles zina ikviens, kas palaidis serveri.',
  logIn: 'Pieteikties darbam',
  forClients: 'Klientiem',
  ways: [
    { href: '/services', text: 'Pakalpojumi un pieteikumi' },
    { href: '/report', text: 'Ziņot par traucējumu' },
    { href: '/track', text: 'Uzzināt, kas notiek ar manu pieteikumu' },
    { href: '/results', text: 'Pakalpojumu rezultāti' },
  ],
  tryTitle: 'Ko pamēģināt',
  tryHealth: 'Vai viss darbojas',
  tryOpenApi: 'Saskarnes apraksts (OpenAPI 3.1)',
  tryLogin: 'Pieteikšanās no komandrindas; pēc tam ar to pašu sīkdatni var lasīt savus uzdevumus:',
  setupDone: 'Administrators ir izveidots, un saite vairs nedarbojas. Tagad var pieteikties.',
  setupTitle: 'Pirmais administrators',
  setupIntro: 'Šī saite darbojas vienu reizi. Izveidojiet kontu cilvēkam, kurš pievienos pārējos.',
  setupClosedTitle: 'Saite nedarbojas',
  setupClosed:
    'Saite jau ir izmantota vai ir par vecu. Ja administratora vēl nav, palaidiet serveri no jauna: tas izdrukās jaunu saiti.',
  busyTitle: 'Serveris ir aizņemts',
  busy: 'Serverim šobrīd ir pārāk daudz darba. Nekas nav mainīts. Pagaidiet brīdi un mēģiniet vēlreiz.',
  tryAgain: 'Mēģināt vēlreiz',
  login: 'Lietotājvārds',
  loginHint: 'Mazie latīņu burti, cipari, punkts, defise vai pasvītra; vēlāk to nevar mainīt.',
  name: 'Vārds un uzvārds',
  password: 'Parole',
  passwordHint: 'Vismaz 12 rakstzīmes. Vairāki vārdi ir labāki par vienu sarežģītu.',
  passwordAgain: 'Parole vēlreiz',
  create: 'Izveidot administratoru',
  loginMissing: 'Ievadiet lietotājvārdu.',
  loginWrong:
    'Lietotājvārdā lietojiet mazos latīņu burtus, ciparus, punktu, defisi vai pasvītru; pirmais ir burts vai cipars.',
  loginTaken: 'Šāds lietotājvārds jau ir. Izvēlieties citu.',
  nameMissing: 'Ievadiet vārdu un uzvārdu.',
  nameLong: 'Vārdam un uzvārdam pietiek ar 200 rakstzīmēm.',
  passwordShort: 'Parolē jābūt vismaz 12 rakstzīmēm.',
  passwordLong: 'Parolē var būt ne vairāk kā 200 rakstzīmju.',
  passwordOther: 'Abām parolēm jābūt vienādām.',
}

const en: typeof lv = {
  startTitle: 'Ritums',
  whatItIs:
    'Ritums is a workflow engine for public institutions. Service-support processes run in it as they are drawn in diagrams that the institution edits itself.',
  well: 'Running',
  unwell: 'Failing',
  running: 'The server is running.',
  failing: 'The server is running but cannot read its database.',
  demo: 'This is a demonstration: the data are made up, and the passwords are known to whoever started the server.',
  logIn: 'Log in to work',
  forClients: 'For clients',
  ways: [
    { href: '/services', text: 'Services and applications' },
    { href: '/report', text: 'Report a disruption' },
    { href: '/track', text: 'See what happens to my application' },
    { href: '/results', text: 'Results of services' },
  ],
  tryTitle: 'What to try',
  tryHealth: 'Whether everything works',
  tryOpenApi: 'The description of the API (OpenAPI 3.1)',
  tryLogin: 'Log in from the command line; the same cookie then reads your tasks:',
  setupDone: 'The administrator has been created and the link no longer works. You can log in now.',
  setupTitle: 'The first administrator',
  setupIntro: 'This link works once. Create the account of the person who will add everybody else.',
  setupClosedTitle: 'This link does not work',
  setupClosed:
    'The link has been used or is too old. If there is no administrator yet, start the server again: it prints a new one.',
  busyTitle: 'The server is busy',
  busy: 'The server has too much to do just now. Nothing was changed. Wait a moment, then try again.',
  tryAgain: 'Try again',
  login: 'Login name',
  loginHint: 'Small letters a–z, digits, full stop, hyphen or underscore; it cannot be changed later.',
  name: 'Full name',
  password: 'Password',
  passwordHint: 'At least 12 characters. Several words are better than one complicated one.',
  passwordAgain: 'Password again',
  create: 'Create the administrator',
  loginMissing: 'Enter a login name.',
  loginWrong:
    'Use small letters a–z, digits, full stop, hyphen or underscore in the login name, beginning with a letter or digit.',
  loginTaken: 'There is such a login name already. Choose another.',
  nameMissing: 'Enter the full name.',
  nameLong: 'A full name has at most 200 characters.',
  passwordShort: 'The password needs at least 12 characters.',
  passwordLong: 'The password can have at most 200 characters.',
  passwordOther: 'Both passwords must be the same.',
}

export type Texts = typeof lv

export const TEXTS: Readonly<Record<Language, Texts>> = { lv, en }
