/** Texts of the first steps of an institution. */
import type { Language } from '../../check/form-file.ts'

const lv = {
  title: 'Pirmie soļi',
  intro:
    'Šajā lapā redzams, kas iestādei jāsagatavo, pirms sākt darbu. Stāvoklis tiek noteikts pēc tā, kas jau ir ievadīts, tāpēc soļus var darīt jebkurā secībā.',
  progress: (done: number, all: number) => `Izdarīts: ${done} no ${all}`,
  allDone: 'Viss ir sagatavots. Iestāde var strādāt.',
  states: { done: 'Izdarīts', missing: 'Jāizdara', look: 'Ieteicams' },
  dismiss: 'Vairs nerādīt atgādinājumu',
  dismissHint:
    'Atgādinājumu par pirmajiem soļiem jums vairs nerādīs. Šo lapu vienmēr var atvērt no saraksta “Cilvēki”.',
  show: 'Atkal rādīt atgādinājumu',
  link: (left: number) =>
    left === 1 ? 'Iestādes sagatavošana: palicis 1 solis' : `Iestādes sagatavošana: palikuši ${left} soļi`,
  linkText: 'Atvērt pirmos soļus',
  quietLink: 'Iestādes pirmie soļi',
  makeInstitution: 'Izveidot iestādes ierakstu',
  done: {
    dismissed: 'Atgādinājumu vairs nerādīs.',
    shown: 'Atgādinājumu atkal rādīs.',
    institution: 'Iestādes ieraksts ir izveidots. Papildiniet to.',
  } as Readonly<Record<string, string>>,
  steps: {
    institution: {
      title: 'Iestādes ieraksts',
      why: 'Nosaukumu un saziņas ziņas redz klienti. Ierakstā glabā arī iestādes iestatījumus.',
      go: 'Labot iestādes ierakstu',
    },
    settings: {
      title: 'Iestatījumi un termiņi',
      why: 'Cik dienu gaida klienta atbildi, cik reižu atgādina, kam eskalē. Kamēr iestāde neko nenosaka, darbojas ieteiktās vērtības.',
      go: 'Pārskatīt iestatījumus',
    },
    roles: {
      title: 'Cilvēki un lomas',
      why: 'Katru lomu, kurai shēmās ir uzdevumi, kādam ir jāpilda.',
      go: 'Skatīt lomas',
    },
    processManagers: {
      title: 'Procesu vadītāji',
      why: 'Procesa vadītājs maina shēmas un aktivizē tās. Viņam eskalē aizkavētos darbus.',
      go: 'Piešķirt lomu',
    },
    services: {
      title: 'Pakalpojumi',
      why: 'Klienti piesaka pakalpojumus no kataloga.',
      go: 'Pievienot pakalpojumu',
    },
    serviceManagers: {
      title: 'Pakalpojumu turētāji',
      why: 'Turētājs atbild par pakalpojumu un saņem ziņas par to.',
      go: 'Norādīt turētājus',
    },
    calendar: {
      title: 'Darba laika kalendārs',
      why: 'Termiņus skaita darba laikā, izlaižot svētku dienas.',
      go: 'Skatīt kalendārus',
    },
    schemes: {
      title: 'Procesu shēmas',
      why: 'Lietas virzās pa shēmām, kas ir spēkā.',
      go: 'Skatīt procesus',
    },
    email: {
      title: 'E-pasts',
      why: 'Klientiem un darbiniekiem ziņas sūta pa e-pastu.',
      go: '',
    },
  },
  missing: {
    noInstitution: 'Iestādes ieraksta reģistrā vēl nav.',
    institutionFields: (fields: string) => `Nav norādīts: ${fields}.`,
    fields: { contactEmail: 'e-pasts', contactPhone: 'tālrunis', calendarId: 'kalendārs' },
    settings: (count: number) => `Visiem ${count} iestatījumiem ir ieteiktā vērtība. Pārskatiet, vai tā jums der.`,
    roles: (roles: string) => `Nevienam nav lomas: ${roles}.`,
    processManagers: (roles: string) => `Nevienam nav nevienas no lomām: ${roles}.`,
    services: 'Katalogā nav neviena spēkā esoša pakalpojuma.',
    serviceManagers: (count: number, names: string) => `Bez turētāja: ${names}${count > 0 ? ` un vēl ${count}` : ''}.`,
    calendarUnknown: (id: string) => `Kalendāra “${id}” nav.`,
    holidays: (year: string) => `Kalendārā nav ${year}. gada svētku dienu.`,
    noSchemes: 'Spēkā nav nevienas shēmas.',
    suspended: (names: string) => `Apturētas: ${names}.`,
    email: 'E-pasta serveris nav norādīts, tāpēc ziņas gaida. Uzturētājam jānorāda SMTP_HOST un MAIL_FROM.',
  },
}

const en: typeof lv = {
  title: 'First steps',
  intro:
    'This page shows what an institution has to prepare before it starts to work. The state is found from what has been entered, so the steps can be taken in any order.',
  progress: (done, all) => `Done: ${done} of ${all}`,
  allDone: 'Everything is prepared. The institution can start to work.',
  states: { done: 'Done', missing: 'To do', look: 'Recommended' },
  dismiss: 'Do not remind me any more',
  dismissHint: 'You will not be reminded of the first steps. This page can always be opened from the list of people.',
  show: 'Remind me again',
  link: (left) =>
    left === 1 ? 'Preparing the institution: 1 step is left' : `Preparing the institution: ${left} steps are left`,
  linkText: 'Open the first steps',
  quietLink: 'First steps of the institution',
  makeInstitution: 'Create the institution’s record',
  done: {
    dismissed: 'You will not be reminded any more.',
    shown: 'You will be reminded again.',
    institution: 'The institution’s record has been created. Complete it.',
  },
  steps: {
    institution: {
      title: 'The institution’s record',
      why: 'Clients see its name and how to reach it. The record also holds the institution’s settings.',
      go: 'Edit the institution’s record',
    },
    settings: {
      title: 'Settings and time limits',
      why: 'How many days a client’s reply is waited for, how often they are reminded, to whom work is escalated. Recommended values hold until the institution decides.',
      go: 'Review the settings',
    },
    roles: {
      title: 'People and roles',
      why: 'Somebody has to hold each role that has tasks in the schemes.',
      go: 'See the roles',
    },
    processManagers: {
      title: 'Process managers',
      why: 'A process manager changes schemes and puts them in force. Late work is escalated to them.',
      go: 'Give the role',
    },
    services: {
      title: 'Services',
      why: 'Clients apply for services of the catalogue.',
      go: 'Add a service',
    },
    serviceManagers: {
      title: 'Service managers',
      why: 'A manager answers for a service and gets the news about it.',
      go: 'Name the managers',
    },
    calendar: {
      title: 'Working calendar',
      why: 'Time limits count working time and leave out public holidays.',
      go: 'See the calendars',
    },
    schemes: {
      title: 'Process schemes',
      why: 'Cases move along the schemes in force.',
      go: 'See the processes',
    },
    email: {
      title: 'E-mail',
      why: 'Clients and staff are told the news by e-mail.',
      go: '',
    },
  },
  missing: {
    noInstitution: 'The register has no record of the institution yet.',
    institutionFields: (fields) => `Not given: ${fields}.`,
    fields: { contactEmail: 'e-mail', contactPhone: 'telephone', calendarId: 'calendar' },
    settings: (count) => `All ${count} settings have the recommended value. Look whether that suits you.`,
    roles: (roles) => `Nobody holds: ${roles}.`,
    processManagers: (roles) => `Nobody holds any of the roles: ${roles}.`,
    services: 'The catalogue has no service in force.',
    serviceManagers: (count, names) => `Without a manager: ${names}${count > 0 ? ` and ${count} more` : ''}.`,
    calendarUnknown: (id) => `There is no calendar “${id}”.`,
    holidays: (year) => `The calendar has no public holidays of ${year}.`,
    noSchemes: 'No scheme is in force.',
    suspended: (names) => `Suspended: ${names}.`,
    email: 'No mail server is named, so messages wait. The operator has to set SMTP_HOST and MAIL_FROM.',
  },
}

export type FirstStepsTexts = typeof lv

export const FIRST_STEPS_TEXTS: Readonly<Record<Language, FirstStepsTexts>> = { lv, en }
