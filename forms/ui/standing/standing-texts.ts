/** Texts of the page of maturity. */
import type { EvidenceKind, Mode } from '../../../processes/maturity/assess.ts'
import type { Language } from '../../check/form-file.ts'
import { counted } from '../shared/format.ts'

const lv = {
  title: 'Procesu briedums',
  intro:
    'Brieduma pakāpi aprēķina pēc tā, kas iestādē patiešām darbojas: pēc spēkā esošajiem procesiem, pabeigtajām lietām, izmērītajiem rādītājiem un novērtētajiem uzlabojumiem.',
  level: (level: number, name: string) => `${level}. pakāpe – ${name}`,
  reached: 'Sasniegtā pakāpe',
  target: 'Mērķis',
  targetAt: (level: number) => `${level}. pakāpe`,
  targetReached: 'sasniegts',
  targetLeft: (levels: number) => `vēl ${counted(levels, 'lv', { one: 'pakāpe', many: 'pakāpes', none: 'pakāpju' })}`,
  period: 'Vērtētais laiks',
  periodText: (from: string, to: string, months: number) =>
    `${from} – ${to} (${counted(months, 'lv', { one: 'mēnesis', many: 'mēneši' })})`,
  improving: 'Aktīva pilnveide',
  improvingYes: 'Jā: ieviesti arī visi šai pakāpei vēlamie procesi',
  improvingNo: (names: string) => `Nē: šai pakāpei vēl vēlami: ${names}`,
  improvingLow: 'Nē: vispirms jāsasniedz 2. pakāpe',
  change: 'Mainīt',
  changeAbout: 'brieduma mērķi un vērtēšanas iestatījumus',

  modes: {
    operational: 'Lietoti procesi',
    formal: 'Ieviesti procesi',
    strict: 'Stingrais vērtējums',
  } as Readonly<Record<Mode, string>>,
  modesLabel: 'Kā vērtē',
  modeTab: (mode: string, level: number, isChosen: boolean) =>
    `${mode}: ${level}. pakāpe${isChosen ? ' (iestādes izvēle)' : ''}`,
  modeMeaning: {
    operational: 'Process ir ieskaitīts, ja tas ir ieviests, tam ir vadītājs un tas tiek lietots.',
    formal: 'Process ir ieskaitīts, ja tas ir ieviests un tam ir vadītājs.',
    strict:
      '2. pakāpē procesam jābūt lietotam, 3. pakāpē arī ieviestam, 4. pakāpē arī izmērītam un 5. pakāpē arī uzlabotam.',
  } as Readonly<Record<Mode, string>>,

  nextTitle: (level: number, name: string) => `Kas vajadzīgs ${level}. pakāpei (${name})`,
  nextNone: 'Sasniegta augstākā pakāpe.',
  mandatory: 'Obligātie procesi',
  desirable: 'Vēlamie procesi',
  nothingMissing: 'Nekā netrūkst.',
  orderTitle: 'Ieteicamā secība',
  orderText: 'Vispirms obligātie, tad vēlamie procesi.',
  pathTitle: (target: number) => `Ceļš līdz mērķim: ${target}. pakāpe`,
  pathReached: 'Mērķis ir sasniegts.',
  gaps: {
    deployed: 'nav ieviests',
    active: 'netiek lietots',
    measured: 'nav izmērīts',
    improved: 'nav uzlabots',
  } as Readonly<Record<EvidenceKind, string>>,

  tableTitle: 'Prasības un pierādījumi',
  tableText:
    'O – obligāts process: bez tā pakāpe nav sasniegta. V – vēlams process: rāda, ka iestāde rūpējas par pilnveidi.',
  process: 'Process',
  at: (level: number) => `${level}.`,
  requirement: 'Prasība pa pakāpēm',
  requirementAt: (letter: string, level: number) => `${letter} ${level}. pakāpē`,
  counts: 'Ieskaitīts',
  yes: 'Jā',
  no: 'Nē',
  deployed: 'Ieviests',
  active: 'Lietots',
  measured: 'Izmērīts',
  improved: 'Uzlabots',
  notInForce: 'Nav spēkā nevienas versijas',
  typicalOnly: (version: number) => `Darbojas tipveida process (${version}. versija): iestāde to nav pieņēmusi`,
  adopted: (version: number) => `Iestādes pieņemtā ${version}. versija`,
  halted: 'Process ir apturēts',
  noManager: 'Nav procesa vadītāja',
  manager: (name: string) => `Vada ${name}`,
  adopt: 'Pieņemt',
  appoint: 'Iecelt vadītāju',
  completed: (count: number, more: boolean, needed: number) =>
    `${more ? 'vairāk nekā ' : ''}${counted(count, 'lv', { one: 'pabeigta lieta', many: 'pabeigtas lietas', none: 'pabeigtu lietu' })}, vajag ${needed}`,
  cases: 'Skatīt lietas',
  casesAbout: (name: string) => `procesā “${name}”`,
  zero: (name: string, day: string) => `${name} ${day} apstiprināja, ka gadījumu nav bijis`,
  confirm: 'Apstiprināt, ka gadījumu nav bijis',
  notMeasured: 'Galveno rādītāju nav',
  indicators: (core: number, computed: number, reviewed: number, period: string) =>
    `Galvenie rādītāji: ${core}; par ${period} aprēķināti ${computed}, izskatīti ${reviewed}`,
  noImprovements: 'Novērtētu uzlabojumu nav',
  improvements: (count: number) =>
    counted(count, 'lv', { one: 'novērtēts uzlabojums', many: 'novērtēti uzlabojumi', none: 'novērtētu uzlabojumu' }),
  threat: 'Ja procesa nav',

  confirmTitle: (process: string) => `Apstiprināt, ka gadījumu nav bijis: ${process}`,
  confirmText: (from: string, to: string) =>
    `Sistēmā no ${from} līdz ${to} nav nevienas šī procesa lietas. Apstiprinot jūs sakāt, ka šādu gadījumu patiešām nav bijis un tie nav risināti ārpus sistēmas.`,
  noteLabel: 'Kā pārliecinājāties',
  noteHint: 'Piemēram, kādus avotus pārbaudījāt. Tekstu redzēs visi, kas skata brieduma vērtējumu.',
  noteMissing: 'Uzrakstiet, kā pārliecinājāties.',
  noteLong: 'Saīsiniet tekstu: tajā var būt ne vairāk kā 2000 rakstzīmju.',
  confirmButton: 'Apstiprināt',
  notConfirmable: 'Apstiprināt nevar: periodā ir lietas, vai arī tas jau ir apstiprināts.',
  back: 'Procesu briedums',
  done: { confirmed: 'Apstiprinājums ir saglabāts.' } as Readonly<Record<string, string>>,
}

const en: typeof lv = {
  title: 'Maturity of the processes',
  intro:
    'The level is computed from what really runs in the institution: the processes in force, completed cases, measured indicators and evaluated improvements.',
  level: (level, name) => `Level ${level} – ${name}`,
  reached: 'Level reached',
  target: 'Target',
  targetAt: (level) => `Level ${level}`,
  targetReached: 'reached',
  targetLeft: (levels) => `${counted(levels, 'en', { one: 'level', many: 'levels' })} to go`,
  period: 'Period assessed',
  periodText: (from, to, months) => `${from} – ${to} (${counted(months, 'en', { one: 'month', many: 'months' })})`,
  improving: 'Actively improving',
  improvingYes: 'Yes: all processes that are desirable at this level are there too',
  improvingNo: (names) => `No: still desirable at this level: ${names}`,
  improvingLow: 'No: level 2 comes first',
  change: 'Change',
  changeAbout: 'the target and the settings of the assessment',

  modes: { operational: 'Processes in use', formal: 'Processes in force', strict: 'Strict assessment' },
  modesLabel: 'How it is assessed',
  modeTab: (mode, level, isChosen) => `${mode}: level ${level}${isChosen ? ' (the institution’s choice)' : ''}`,
  modeMeaning: {
    operational: 'A process counts where it is in force, has a manager and is used.',
    formal: 'A process counts where it is in force and has a manager.',
    strict:
      'At level 2 a process has to be used, at level 3 also in force, at level 4 also measured, and at level 5 also improved.',
  },

  nextTitle: (level, name) => `What level ${level} (${name}) needs`,
  nextNone: 'The highest level has been reached.',
  mandatory: 'Mandatory processes',
  desirable: 'Desirable processes',
  nothingMissing: 'Nothing is missing.',
  orderTitle: 'Suggested order',
  orderText: 'The mandatory processes first, then the desirable ones.',
  pathTitle: (target) => `The way to the target: level ${target}`,
  pathReached: 'The target has been reached.',
  gaps: { deployed: 'not in force', active: 'not used', measured: 'not measured', improved: 'not improved' },

  tableTitle: 'Requirements and evidence',
  tableText:
    'O – mandatory: without this process the level is not reached. V – desirable: it shows that the institution cares about improvement.',
  process: 'Process',
  at: (level) => `${level}`,
  requirement: 'Required at',
  requirementAt: (letter, level) => `${letter} at level ${level}`,
  counts: 'Counts',
  yes: 'Yes',
  no: 'No',
  deployed: 'In force',
  active: 'Used',
  measured: 'Measured',
  improved: 'Improved',
  notInForce: 'No version is in force',
  typicalOnly: (version) => `The typical process runs (version ${version}): the institution has not adopted it`,
  adopted: (version) => `Version ${version}, adopted by the institution`,
  halted: 'The process is suspended',
  noManager: 'There is no process manager',
  manager: (name) => `Managed by ${name}`,
  adopt: 'Adopt',
  appoint: 'Appoint a manager',
  completed: (count, more, needed) =>
    `${more ? 'more than ' : ''}${counted(count, 'en', { one: 'completed case', many: 'completed cases' })}, ${needed} needed`,
  cases: 'See the cases',
  casesAbout: (name) => `of “${name}”`,
  zero: (name, day) => `${name} confirmed on ${day} that there were none`,
  confirm: 'Confirm that there were none',
  notMeasured: 'No core indicators',
  indicators: (core, computed, reviewed, period) =>
    `Core indicators: ${core}; for ${period} computed ${computed}, reviewed ${reviewed}`,
  noImprovements: 'No evaluated improvements',
  improvements: (count) => counted(count, 'en', { one: 'evaluated improvement', many: 'evaluated improvements' }),
  threat: 'Without the process',

  confirmTitle: (process) => `Confirm that there were none: ${process}`,
  confirmText: (from, to) =>
    `The system has no case of this process from ${from} to ${to}. By confirming you say that there really was none, and that none was dealt with outside the system.`,
  noteLabel: 'How you made sure',
  noteHint: 'For instance, which sources you looked at. All who see the assessment will see the text.',
  noteMissing: 'Say how you made sure.',
  noteLong: 'Shorten the text: it may have at most 2,000 characters.',
  confirmButton: 'Confirm',
  notConfirmable: 'This cannot be confirmed: there are cases in the period, or it has been confirmed already.',
  back: 'Maturity of the processes',
  done: { confirmed: 'The confirmation has been saved.' },
}

export const STANDING_TEXTS: Readonly<Record<Language, typeof lv>> = { lv, en }
