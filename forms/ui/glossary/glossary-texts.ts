/** Texts about the terms of the method. */
import type { Language } from '../../check/form-file.ts'
import { counted } from '../shared/format.ts'

const lv = {
  title: 'Terminu vārdnīca',
  intro:
    'Pakalpojumu pārvaldības jēdzieni tā, kā tos skaidro metodika un citi avoti. Ar šiem vārdiem runā procesi, uzdevumi un reģistri.',
  link: 'Ko nozīmē šie vārdi',
  search: 'Meklēt terminos un skaidrojumos',
  count: (count: number) => counted(count, 'lv', { one: 'termins', many: 'termini', none: 'terminu' }),
  none: 'Nekas neatbilst meklētajam',
  noneText: 'Mēģiniet citu vārdu vai tikai tā sākumu.',
  source: 'Avots',
  sources: 'Avoti',
}

const en: typeof lv = {
  title: 'Glossary',
  intro:
    'The terms of service management as the methodology and other sources explain them. Processes, tasks and registers speak in these words.',
  link: 'What these words mean',
  search: 'Search in terms and explanations',
  count: (count) => counted(count, 'en', { one: 'term', many: 'terms' }),
  none: 'Nothing fits what you look for',
  noneText: 'Try another word, or only its beginning.',
  source: 'Source',
  sources: 'Sources',
}

export const GLOSSARY_TEXTS: Readonly<Record<Language, typeof lv>> = { lv, en }
