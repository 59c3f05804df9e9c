/** Texts of what a person is told of their work. */
import type { Language } from '../../check/form-file.ts'
import type { NoticeEvent } from '../../../api/workplace/preferences.ts'

const lv = {
  title: 'Paziņojumi',
  empty: 'Jums nav paziņojumu.',
  emptyText: 'Šeit redzēsiet jaunus uzdevumus, termiņus un atbildes uz saviem jautājumiem.',
  settings: 'Izvēlēties, par ko un kā saņemt paziņojumus',
  unread: 'Nelasīts',
  markRead: 'Atzīmēt kā lasītu',
  markReadOf: (what: string) => `Atzīmēt kā lasītu: ${what}`,
  markAllRead: 'Atzīmēt visus kā lasītus',
  done: { read: 'Paziņojums ir atzīmēts kā lasīts.', 'all-read': 'Visi paziņojumi ir atzīmēti kā lasīti.' } as Readonly<
    Record<string, string>
  >,
  says: {
    'new-work': (task) => `Jauns uzdevums jūsu grupai: ${task}`,
    assigned: (task) => `Jums piešķirts uzdevums: ${task}`,
    'due-soon': (task) => `Tuvojas termiņš: ${task}`,
    overdue: (task) => `Termiņš ir nokavēts: ${task}`,
    answered: () => 'Saņemta atbilde uz jūsu jautājumu',
  } satisfies Record<NoticeEvent, (task: string) => string> as Record<NoticeEvent, (task: string) => string>,
  due: (at: string) => `Termiņš: ${at}`,
}

const en: typeof lv = {
  title: 'Notices',
  empty: 'You have no notices.',
  emptyText: 'New tasks, due dates and answers to your questions will be shown here.',
  settings: 'Choose what you are told of and how',
  unread: 'Unread',
  markRead: 'Mark as read',
  markReadOf: (what) => `Mark as read: ${what}`,
  markAllRead: 'Mark all as read',
  done: { read: 'The notice is marked as read.', 'all-read': 'All notices are marked as read.' },
  says: {
    'new-work': (task) => `New task for your group: ${task}`,
    assigned: (task) => `A task was given to you: ${task}`,
    'due-soon': (task) => `Due soon: ${task}`,
    overdue: (task) => `Overdue: ${task}`,
    answered: () => 'Your question has been answered',
  },
  due: (at) => `Due: ${at}`,
}

export const NOTICES_TEXTS: Readonly<Record<Language, typeof lv>> = { lv, en }
