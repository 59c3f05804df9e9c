/** Texts of the frame: what every page may need. */
import type { Language } from '../../check/form-file.ts'

const lv = {
  toStart: 'Uz sākumlapu',
  sendAgain: 'Nosūtīt vēlreiz',
  sessionEnded: 'Darba sesija ir beigusies',
  sessionEndedText: 'Piesakieties vēlreiz. Jūsu ievadītais ir saglabāts, un pēc pieteikšanās varēsiet turpināt.',
  filesNotKept: 'Datnes nebija iespējams saglabāt: pievienojiet tās vēlreiz.',
  rooms: {
    tasks: 'Uzdevumi',
    cases: 'Lietas',
    counter: 'Apkalpošana',
    registers: 'Reģistri',
    people: 'Cilvēki',
    processes: 'Procesi',
    measures: 'Rādītāji',
    scale: 'Mērogi',
    me: 'Mani iestatījumi',
  },
}

const en: typeof lv = {
  toStart: 'To the start page',
  sendAgain: 'Send again',
  sessionEnded: 'Your session has ended',
  sessionEndedText: 'Log in again. What you typed is kept, and you can go on after that.',
  filesNotKept: 'Files could not be kept: attach them again.',
  rooms: {
    tasks: 'Tasks',
    cases: 'Cases',
    counter: 'Counter',
    registers: 'Registers',
    people: 'People',
    processes: 'Processes',
    measures: 'Indicators',
    scale: 'Scales',
    me: 'My settings',
  },
}

export const FRAME_TEXTS: Readonly<Record<Language, typeof lv>> = { lv, en }
