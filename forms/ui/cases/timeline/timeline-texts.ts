/** One sentence per kind of event, and the words around them. */
import type { Language } from '../../../check/form-file.ts'

/** What a sentence may say. */
export interface Said {
  /** Name of the step or task. */
  readonly step: string
  /** To whom: a person or role. */
  readonly to: string
  /** A moment in words. */
  readonly at: string
  /** A label: of a process, reason, channel, decision. */
  readonly what: string
  /** As it was written: subject, reason, message of an error. */
  readonly text: string
  readonly count: number
}

type Sentences = Readonly<Record<string, (said: Said) => string>>

const said = (text: string): string => (text === '' ? '' : ` «${text}»`)
const quoted = (text: string): string => (text === '' ? '' : ` “${text}”`)

/** Kinds of events that people are told of without asking for more, with their sentences. */
const lvPlain = {
  'instance-started': ({ what }) => `Sākts process «${what}».`,
  'instance-ended': ({ what, text }) => `Pabeigts process «${what}»${text === '' ? '' : `: ${text}`}.`,
  'instance-suspended': () => 'Lieta apturēta.',
  'instance-resumed': () => 'Lieta turpinās.',
  'task-opened': ({ step, to }) => `Atvērts uzdevums «${step}»${to === '' ? '' : `. To var darīt: ${to}`}.`,
  'task-claimed': ({ step }) => `Uzdevums «${step}» pārņemts.`,
  'task-unclaimed': ({ step }) => `Uzdevums «${step}» atdots atpakaļ.`,
  'task-assigned': ({ step, to }) => `Uzdevums «${step}» piešķirts: ${to}.`,
  'task-handed-on': ({ step, to }) => `Uzdevums «${step}» nodots tālāk: ${to}.`,
  'task-delegated': ({ step, to }) => `Uzdevums «${step}» uzticēts: ${to}.`,
  'task-delegation-resolved': ({ step }) => `Uzticētais darbs pie uzdevuma «${step}» pabeigts.`,
  'task-sent-back': ({ step }) => `Uzdevums «${step}» nosūtīts atpakaļ.`,
  'task-taken-back': ({ step }) => `Uzdevuma «${step}» izpilde atsaukta.`,
  'task-completed': ({ step }) => `Izpildīts uzdevums «${step}».`,
  'task-cancelled': ({ step }) => `Uzdevums «${step}» vairs nav jādara.`,
  'task-commented': ({ step }) => `Komentārs pie uzdevuma «${step}».`,
  'task-follow-up-set': ({ step, at }) =>
    at === '' ? `Uzdevums «${step}» vairs nav atlikts.` : `Uzdevums «${step}» atlikts līdz ${at}.`,
  'task-due-changed': ({ step, at }) => `Mainīts termiņš uzdevumam «${step}»${at === '' ? '' : `: ${at}`}.`,
  'task-due-soon': ({ step, at }) => `Tuvojas termiņš uzdevumam «${step}»: ${at}.`,
  'task-overdue': ({ step, at }) => `Nokavēts termiņš uzdevumam «${step}»: ${at}.`,
  'task-escalated': ({ step, what }) => `Uzdevums «${step}» eskalēts vadībai${what === '' ? '' : `: ${what}`}.`,
  'timer-fired': ({ step }) => `Pienāca laiks: «${step}».`,
  'message-thrown': ({ step }) => `Nosūtīta ziņa «${step}».`,
  'message-received': ({ step }) => `Saņemta ziņa «${step}».`,
  'signal-thrown': ({ step }) => `Izziņots «${step}».`,
  'signal-received': ({ step }) => `Saņemts paziņojums «${step}».`,
  'decision-evaluated': ({ what }) => `Lēmums pēc tabulas «${what}».`,
  'activity-selected': ({ step }) => `Izvēlēts darbs «${step}».`,
  'call-started': ({ step }) => `Sākta lietas daļa «${step}».`,
  'escalation-thrown': ({ step }) => `Eskalācija: «${step}».`,
  'error-thrown': ({ step, text }) => `Gaita novirzīta: ${text === '' ? `«${step}»` : `«${text}»`}.`,
  'compensation-started': ({ step }) => `Sākta padarītā atcelšana: «${step}».`,
  'incident-opened': ({ step }) => `Tehniska kļūme solī «${step}».`,
  'incident-closed': ({ step }) => `Kļūme solī «${step}» novērsta.`,
  'notification-queued': ({ what, text }) => `Sagatavots paziņojums${said(text)}. Kanāls: ${what}.`,
  'clock-paused': ({ count }) =>
    count > 1 ? `Termiņš stāv: gaida vēl vienu atbildi (pavisam ${count}).` : 'Termiņš apturēts: gaida atbildi.',
  'clock-resumed': ({ count }) =>
    count > 0 ? `Viena atbilde saņemta; termiņš vēl stāv (gaida: ${count}).` : 'Atbilde saņemta, termiņš atkal rit.',
  'terms-renewed': ({ at }) => `Termiņi pārrēķināti. Jaunais termiņš: ${at}.`,
  'sla-extended': ({ at }) => `Termiņš pagarināts līdz ${at}.`,
  'escalation-decided': ({ what, to }) => `Eskalācijas lēmums: ${what}${to === '' ? '' : ` (${to})`}.`,
  'cost-recorded': ({ count }) => `Uzskaitīts darba laiks: ${count} min.`,
} satisfies Sentences

export type PlainType = keyof typeof lvPlain

/** What only specialists ask for. */
const lvTechnical: Sentences = {
  'element-entered': ({ step }) => `Sākts solis «${step}».`,
  'element-left': ({ step }) => `Pabeigts solis «${step}».`,
  'element-cancelled': ({ step }) => `Pārtraukts solis «${step}».`,
  'timer-set': ({ step, at }) => `Ieplānots «${step}»: ${at}.`,
  'job-opened': ({ step }) => `Sistēma saņem darbu «${step}».`,
  'job-completed': ({ step }) => `Sistēma izpildīja «${step}».`,
  'job-failed': ({ step, text }) => `Sistēmai neizdevās «${step}»: ${text}`,
  'job-retried': ({ step }) => `Mēģina vēlreiz «${step}».`,
  'call-completed': ({ step }) => `Pabeigta lietas daļa «${step}».`,
  'condition-fulfilled': ({ step }) => `Izpildījās nosacījums «${step}».`,
  'variables-set': ({ step }) => `Saglabāti dati solī «${step}».`,
  'data-state-set': ({ step }) => `Mainīts datu stāvoklis solī «${step}».`,
  'data-store-written': ({ step }) => `Ierakstīts datu krātuvē solī «${step}».`,
  'escalation-applied': () => 'Eskalācijas lēmums izpildīts.',
  warning: ({ step, text }) => `Brīdinājums solī «${step}»: ${text}`,
}

const enPlain: Readonly<Record<PlainType, (said: Said) => string>> = {
  'instance-started': ({ what }) => `The process “${what}” started.`,
  'instance-ended': ({ what, text }) => `The process “${what}” ended${text === '' ? '' : `: ${text}`}.`,
  'instance-suspended': () => 'The case was suspended.',
  'instance-resumed': () => 'The case goes on.',
  'task-opened': ({ step, to }) => `The task “${step}” was opened${to === '' ? '' : `. It can be done by: ${to}`}.`,
  'task-claimed': ({ step }) => `The task “${step}” was taken.`,
  'task-unclaimed': ({ step }) => `The task “${step}” was given back.`,
  'task-assigned': ({ step, to }) => `The task “${step}” was assigned to ${to}.`,
  'task-handed-on': ({ step, to }) => `The task “${step}” was handed on to ${to}.`,
  'task-delegated': ({ step, to }) => `The task “${step}” was delegated to ${to}.`,
  'task-delegation-resolved': ({ step }) => `The delegated work on “${step}” is done.`,
  'task-sent-back': ({ step }) => `The task “${step}” was sent back.`,
  'task-taken-back': ({ step }) => `The completion of “${step}” was taken back.`,
  'task-completed': ({ step }) => `The task “${step}” was completed.`,
  'task-cancelled': ({ step }) => `The task “${step}” need not be done any more.`,
  'task-commented': ({ step }) => `A comment on the task “${step}”.`,
  'task-follow-up-set': ({ step, at }) =>
    at === '' ? `The task “${step}” is no longer put off.` : `The task “${step}” was put off until ${at}.`,
  'task-due-changed': ({ step, at }) => `The due date of “${step}” was changed${at === '' ? '' : `: ${at}`}.`,
  'task-due-soon': ({ step, at }) => `The task “${step}” is due soon: ${at}.`,
  'task-overdue': ({ step, at }) => `The task “${step}” is overdue: ${at}.`,
  'task-escalated': ({ step, what }) => `The task “${step}” was escalated${what === '' ? '' : `: ${what}`}.`,
  'timer-fired': ({ step }) => `The time came: “${step}”.`,
  'message-thrown': ({ step }) => `The message “${step}” was sent.`,
  'message-received': ({ step }) => `The message “${step}” was received.`,
  'signal-thrown': ({ step }) => `“${step}” was announced.`,
  'signal-received': ({ step }) => `The announcement “${step}” was received.`,
  'decision-evaluated': ({ what }) => `Decided by the table “${what}”.`,
  'activity-selected': ({ step }) => `The work “${step}” was chosen.`,
  'call-started': ({ step }) => `The part “${step}” of the case started.`,
  'escalation-thrown': ({ step }) => `Escalation: “${step}”.`,
  'error-thrown': ({ step, text }) => `The case took another way: “${text === '' ? step : text}”.`,
  'compensation-started': ({ step }) => `What was done is being undone: “${step}”.`,
  'incident-opened': ({ step }) => `A technical failure at “${step}”.`,
  'incident-closed': ({ step }) => `The failure at “${step}” was mended.`,
  'notification-queued': ({ what, text }) => `A notification${quoted(text)} was prepared. Channel: ${what}.`,
  'clock-paused': ({ count }) =>
    count > 1
      ? `The clock stands: it waits for one more answer (${count} in all).`
      : 'The clock stopped: it waits for an answer.',
  'clock-resumed': ({ count }) =>
    count > 0
      ? `One answer came; the clock still stands (waiting for ${count}).`
      : 'The answer came, the clock runs again.',
  'terms-renewed': ({ at }) => `The deadlines were computed again. New deadline: ${at}.`,
  'sla-extended': ({ at }) => `The deadline was extended to ${at}.`,
  'escalation-decided': ({ what, to }) => `Decision on the escalation: ${what}${to === '' ? '' : ` (${to})`}.`,
  'cost-recorded': ({ count }) => `Working time recorded: ${count} min.`,
}

const enTechnical: Sentences = {
  'element-entered': ({ step }) => `The step “${step}” began.`,
  'element-left': ({ step }) => `The step “${step}” ended.`,
  'element-cancelled': ({ step }) => `The step “${step}” was interrupted.`,
  'timer-set': ({ step, at }) => `“${step}” was planned: ${at}.`,
  'job-opened': ({ step }) => `The system was given “${step}”.`,
  'job-completed': ({ step }) => `The system did “${step}”.`,
  'job-failed': ({ step, text }) => `The system failed at “${step}”: ${text}`,
  'job-retried': ({ step }) => `“${step}” is tried again.`,
  'call-completed': ({ step }) => `The part “${step}” of the case ended.`,
  'condition-fulfilled': ({ step }) => `The condition “${step}” was fulfilled.`,
  'variables-set': ({ step }) => `Data were kept at “${step}”.`,
  'data-state-set': ({ step }) => `The state of data changed at “${step}”.`,
  'data-store-written': ({ step }) => `A data store was written at “${step}”.`,
  'escalation-applied': () => 'The decision on the escalation was carried out.',
  warning: ({ step, text }) => `A warning at “${step}”: ${text}`,
}

const lv = {
  title: 'Kas noticis',
  plain: lvPlain as Sentences,
  technical: lvTechnical,
  other: (type: string) => `Cits notikums: ${type}.`,
  newest: 'Vispirms jaunākie',
  oldest: 'Vispirms senākie',
  showAll: 'Rādīt arī tehniskos notikumus',
  hideAll: 'Paslēpt tehniskos notikumus',
  inPart: (name: string) => `Lietas daļa: ${name}`,
  inCase: (name: string) => `Saistītā lieta: ${name}`,
  entered: 'Ievadītie dati',
  notification: 'Paziņojuma teksts',
  rule: 'Pēc kāda noteikuma',
  none: 'Vēl nekas nav noticis.',
  cancelled: (reason: string) => `atcelts${reason === '' ? '' : `. Iemesls: ${reason}`}`,
  statusIs: (status: string) => `Statuss: ${status}`,
  statusChanged: (from: string, to: string) => `Ieraksta statuss: ${from === '' ? '' : `«${from}» → `}«${to}».`,
  fieldsChanged: (fields: string) => `Mainīti ieraksta dati: ${fields}.`,
  inPlaceOf: (person: string, absent: string) => `${person} (aizvieto: ${absent})`,
}

const en: typeof lv = {
  title: 'What happened',
  plain: enPlain,
  technical: enTechnical,
  other: (type) => `Another event: ${type}.`,
  newest: 'Newest first',
  oldest: 'Oldest first',
  showAll: 'Show technical events as well',
  hideAll: 'Hide technical events',
  inPart: (name) => `Part of the case: ${name}`,
  inCase: (name) => `Linked case: ${name}`,
  entered: 'What was entered',
  notification: 'Text of the notification',
  rule: 'By which rule',
  none: 'Nothing has happened yet.',
  cancelled: (reason) => `cancelled${reason === '' ? '' : `. Reason: ${reason}`}`,
  statusIs: (status) => `Status: ${status}`,
  statusChanged: (from, to) => `Status of the record: ${from === '' ? '' : `“${from}” → `}“${to}”.`,
  fieldsChanged: (fields) => `Changed in the record: ${fields}.`,
  inPlaceOf: (person, absent) => `${person} (in place of ${absent})`,
}

export const TIMELINE_TEXTS: Readonly<Record<Language, typeof lv>> = { lv, en }

/** Types of events that are told without asking for more. */
export const PLAIN_TYPES: readonly string[] = Object.keys(lvPlain)
