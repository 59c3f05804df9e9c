/** Texts of the list of cases. */
import type { Language } from '../../../check/form-file.ts'

const lv = {
  title: 'Lietas',
  intro: 'Meklējiet pēc numura, klienta vai vārdiem no temata.',
  filter: 'Meklēt un atlasīt',
  search: 'Meklēt',
  searchHint: 'Numurs, klients vai temata vārdi',
  process: 'Process',
  service: 'Pakalpojums',
  priority: 'Prioritāte',
  status: 'Statuss',
  state: 'Gaita',
  any: 'Visi',
  anyOf: 'Visas',
  states: { running: 'Notiek', ended: 'Pabeigta' },
  case: 'Lieta',
  about: 'Par ko',
  client: 'Klients',
  started: 'Sākta',
  withoutNumber: 'Lieta bez numura',
  empty: 'Lietu vēl nav.',
  emptyNarrowed: 'Nekas nav atrasts. Mainiet meklējamo vai noņemiet atlasi.',
}

const en: typeof lv = {
  title: 'Cases',
  intro: 'Search by number, client or words of the subject.',
  filter: 'Search and filter',
  search: 'Search',
  searchHint: 'Number, client or words of the subject',
  process: 'Process',
  service: 'Service',
  priority: 'Priority',
  status: 'Status',
  state: 'Progress',
  any: 'All',
  anyOf: 'All',
  states: { running: 'In progress', ended: 'Finished' },
  case: 'Case',
  about: 'About',
  client: 'Client',
  started: 'Started',
  withoutNumber: 'Case without a number',
  empty: 'There are no cases yet.',
  emptyNarrowed: 'Nothing was found. Change the search or clear the filter.',
}

export const FIND_TEXTS: Readonly<Record<Language, typeof lv>> = { lv, en }
