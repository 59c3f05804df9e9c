/** Texts of the help pages. */
import type { Language } from '../../check/form-file.ts'

export interface Shortcut {
  readonly keys: string
  readonly does: string
}

const lv = {
  helpTitle: 'Palīdzība un īsinājumtaustiņi',
  helpIntro:
    'Visu šajā darba vietā var izdarīt arī tikai ar tastatūru: ar tabulēšanas taustiņu pāriet uz nākamo saiti vai lauku, ar Enter to atver vai nosūta. Zemāk ir saīsinājumi tiem, kas strādā daudz.',
  shortcutsTitle: 'Īsinājumtaustiņi',
  shortcutsWhen:
    'Tie darbojas, kad kursors nav ievades laukā. Ja tie traucē, piemēram, vadot datoru ar balsi, izslēdziet tos savos iestatījumos.',
  settingsLink: 'Mani iestatījumi',
  keys: 'Taustiņi',
  does: 'Ko dara',
  shortcuts: [
    { keys: '?', does: 'Atver šo lapu' },
    { keys: 'g, tad u', does: 'Atver uzdevumus' },
    { keys: 'g, tad l', does: 'Atver lietas' },
    { keys: 'g, tad a', does: 'Atver apkalpošanas lapu' },
    { keys: '/', does: 'Pāriet uz meklēšanas lauku' },
    { keys: 'j un k', does: 'Sarakstā pāriet uz nākamo un iepriekšējo uzdevumu' },
    { keys: 'p', does: 'Uzdevuma lapā: pārņemt uzdevumu' },
    { keys: 'k', does: 'Uzdevuma lapā: pāriet uz komentāru' },
  ] as readonly Shortcut[],
  words: 'Vārdi, ko lietojam',
  terms: [
    ['Lieta', 'viss, kas notiek ar vienu pieteikumu, incidentu vai izmaiņu no sākuma līdz slēgšanai'],
    ['Uzdevums', 'viens darbs lietā, kas jāizdara cilvēkam līdz termiņam'],
    ['Pārņemt', 'pateikt kolēģiem, ka ar šo uzdevumu strādājat jūs'],
    ['Atlikt', 'paslēpt uzdevumu no saraksta līdz izvēlētam brīdim; termiņš nemainās'],
    ['Eskalēt', 'nodot uzdevumu citai grupai vai lūgt lēmumu vadītājam'],
  ] as readonly (readonly [string, string])[],
  moreWords: 'Metodikas jēdzieni, piemēram, pakalpojuma turētājs vai konfigurācijas vienība:',
  accessTitle: 'Piekļūstamības paziņojums',
  accessIntro: (institution: string) =>
    `${institution} nodrošina šīs vietnes piekļūstamību saskaņā ar Ministru kabineta 2020. gada 14. jūlija noteikumiem Nr. 445 «Kārtība, kādā iestādes ievieto informāciju internetā» un standartu LVS EN 301 549.`,
  accessState: 'Atbilstība',
  accessStateText:
    'Vietne veidota atbilstoši tīmekļa satura piekļūstamības vadlīniju WCAG 2.2 AA līmenim. Katra lapa automātiski pārbaudīta latviski un angliski, 1280 un 320 pikseļu platumā un ar piespiedu krāsām, kā arī ar tastatūru.',
  accessLimits: 'Kas vēl nav pilnībā piekļūstams',
  accessLimitsList: [
    'Procesu diagrammas ir zīmējumi. Katrai diagrammai tajā pašā lapā ir saraksts ar visiem soļiem, to secību un stāvokli.',
    'Klientu pievienotās datnes var būt nepiekļūstamas. Lūdziet, un mēs nodosim saturu citā veidā.',
    'Vietni vēl nav pārbaudījuši cilvēki, kas ikdienā lieto ekrāna lasītāju.',
  ],
  accessContact: 'Ja kaut kas nav piekļūstams',
  accessContactText:
    'Pasakiet mums, kura lapa un kas traucē, klātienē, pa tālruni vai e-pastā: atbildēsim 15 darba dienu laikā un, ja vajag, sniegsim informāciju citā veidā. Ja atbilde neapmierina, varat vērsties pie tiesībsarga (www.tiesibsargs.lv).',
  accessDate: 'Paziņojums sagatavots 2026. gada novembrī, izmantojot pašnovērtējumu.',
}

const en: typeof lv = {
  helpTitle: 'Help and keyboard shortcuts',
  helpIntro:
    'Everything in this workplace can be done with the keyboard alone: Tab goes to the next link or field, Enter opens or sends it. Below are short ways for people who work here a lot.',
  shortcutsTitle: 'Keyboard shortcuts',
  shortcutsWhen:
    'They work while the cursor is not in a field. If they are in the way, for example because you speak to your computer, switch them off in your settings.',
  settingsLink: 'My settings',
  keys: 'Keys',
  does: 'What it does',
  shortcuts: [
    { keys: '?', does: 'Opens this page' },
    { keys: 'g, then u', does: 'Opens your tasks' },
    { keys: 'g, then l', does: 'Opens the cases' },
    { keys: 'g, then a', does: 'Opens the counter' },
    { keys: '/', does: 'Goes to the search field' },
    { keys: 'j and k', does: 'In a list: to the next and the previous task' },
    { keys: 'p', does: 'On a task: take it' },
    { keys: 'k', does: 'On a task: to the comment' },
  ],
  words: 'Words that we use',
  terms: [
    ['Case', 'all that happens to one application, incident or change from its beginning to its closing'],
    ['Task', 'one piece of work in a case that a person has to do by a certain time'],
    ['Take', 'tell your colleagues that you are working on this task'],
    ['Postpone', 'hide a task from the list until a moment you choose; its due date stays'],
    ['Escalate', 'hand a task to another group, or ask a manager to decide'],
  ],
  moreWords: 'Terms of the method, such as service holder or configuration item:',
  accessTitle: 'Accessibility statement',
  accessIntro: (institution) =>
    `${institution} makes this website accessible in accordance with Cabinet Regulation No. 445 of 14 July 2020 and the standard LVS EN 301 549.`,
  accessState: 'Compliance',
  accessStateText:
    'The website is made to meet level AA of the Web Content Accessibility Guidelines, WCAG 2.2. Every page is checked automatically in Latvian and English, 1280 and 320 pixels wide, with forced colours, and with the keyboard.',
  accessLimits: 'What is not fully accessible yet',
  accessLimitsList: [
    'Process diagrams are drawings. On the same page each has a list of all its steps, their order and their state.',
    'Files that clients attach may not be accessible. Ask, and we will give you the content in another form.',
    'People who use a screen reader every day have not tried the website yet.',
  ],
  accessContact: 'If something is not accessible',
  accessContactText:
    'Tell us which page and what is in your way, in person, by telephone or by e-mail: we answer within 15 working days and, where needed, give you the information in another form. If the answer does not satisfy you, you may turn to the Ombudsman (www.tiesibsargs.lv).',
  accessDate: 'This statement was prepared in November 2026 by self-assessment.',
}

export const HELP_TEXTS: Readonly<Record<Language, typeof lv>> = { lv, en }
