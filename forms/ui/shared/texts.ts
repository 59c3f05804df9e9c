/** The sentences of the frame and of the parts that every room uses. */
import type { Language } from '../../check/form-file.ts'

const LATVIAN = new Intl.PluralRules('lv')
/** After a number, by its plural category. */
const CHARACTERS_LV: Readonly<Record<string, string>> & { other: string } = {
  zero: 'rakstzīmju',
  one: 'rakstzīme',
  other: 'rakstzīmes',
}

const lv = {
  languageName: 'Latviešu',
  errorPrefix: 'Kļūda',
  // The frame.
  skip: 'Pāriet uz saturu',
  menu: 'Izvēlne',
  rooms: 'Galvenā izvēlne',
  switchLanguage: 'Valoda',
  person: 'Lietotājs',
  logIn: 'Ieeja darbiniekiem',
  logOut: 'Iziet',
  mySettings: 'mani iestatījumi',
  notices: 'Paziņojumi',
  noticesUnread: 'nelasīti',
  /** By the plural categories of the language; `%{count}` is the number. */
  noticesNew: {
    zero: 'Jums ir %{count} nelasītu paziņojumu.',
    one: 'Jums ir %{count} nelasīts paziņojums.',
    other: 'Jums ir %{count} nelasīti paziņojumi.',
  } as Readonly<Record<string, string>>,
  demoTag: 'Demonstrācija',
  demo: 'Dati ir izdomāti, un viss, ko šeit ievada, ir redzams citiem.',
  aboutSite: 'Par šo vietni',
  accessibility: 'Piekļūstamības paziņojums',
  help: 'Palīdzība un īsinājumtaustiņi',
  glossary: 'Terminu vārdnīca',
  product: 'Ritums – pakalpojumu atbalsta procesi',
  // Parts.
  errorsTitle: 'Lūdzu, izlabojiet',
  noticeKinds: { success: 'Izdarīts', info: 'Zināšanai', warning: 'Uzmanību' },
  pages: 'Lapas',
  firstPage: 'Sākums',
  nextPage: 'Nākamā lapa',
  filter: 'Atlasīt',
  clearFilter: 'Notīrīt atlasi',
  optional: '(nav obligāti)',
  atMost: (count: number) => `Ne vairāk kā ${count} ${CHARACTERS_LV[LATVIAN.select(count)] ?? CHARACTERS_LV.other}.`,
  /** By the plural categories of the language; `%{count}` is the number. */
  charactersLeft: {
    zero: 'Vēl var ievadīt %{count} rakstzīmju.',
    one: 'Vēl var ievadīt %{count} rakstzīmi.',
    other: 'Vēl var ievadīt %{count} rakstzīmes.',
  } as Readonly<Record<string, string>>,
  noCharactersLeft: 'Vairs nevar ievadīt nevienu rakstzīmi.',
  charactersOver: {
    zero: 'Ir %{count} rakstzīmju par daudz.',
    one: 'Ir %{count} rakstzīme par daudz.',
    other: 'Ir %{count} rakstzīmes par daudz.',
  } as Readonly<Record<string, string>>,
}

const en: typeof lv = {
  languageName: 'English',
  errorPrefix: 'Error',
  skip: 'Skip to content',
  menu: 'Menu',
  rooms: 'Main menu',
  switchLanguage: 'Language',
  person: 'You',
  logIn: 'Staff login',
  logOut: 'Log out',
  mySettings: 'my settings',
  notices: 'Notices',
  noticesUnread: 'unread',
  noticesNew: { one: 'You have %{count} unread notice.', other: 'You have %{count} unread notices.' },
  demoTag: 'Demonstration',
  demo: 'The data are made up, and what you enter here can be seen by others.',
  aboutSite: 'About this site',
  accessibility: 'Accessibility statement',
  help: 'Help and keyboard shortcuts',
  glossary: 'Glossary',
  product: 'Ritums – service-support processes',
  errorsTitle: 'Please correct this',
  noticeKinds: { success: 'Done', info: 'For your information', warning: 'Careful' },
  pages: 'Pages',
  firstPage: 'Beginning',
  nextPage: 'Next page',
  filter: 'Filter',
  clearFilter: 'Clear the filter',
  optional: '(optional)',
  atMost: (count) => `At most ${count} character${count === 1 ? '' : 's'}.`,
  charactersLeft: {
    one: '%{count} more character can be entered.',
    other: '%{count} more characters can be entered.',
  },
  noCharactersLeft: 'No more characters can be entered.',
  charactersOver: {
    one: 'There is %{count} character too many.',
    other: 'There are %{count} characters too many.',
  },
}

export type SharedTexts = typeof lv

export const SHARED_TEXTS: Readonly<Record<Language, SharedTexts>> = { lv, en }
