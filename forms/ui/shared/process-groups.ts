/** The groups of processes, by the property `group` of their diagrams. */
import type { Language } from '../../check/form-file.ts'

/** In the order in which pages show them. Processes of single services say `service`. */
export const GROUPS = ['support', 'planning', 'improvement', 'service', 'further', 'shared'] as const

export const GROUP_TEXTS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  lv: {
    support: 'Pakalpojumu sniegšanas atbalsts',
    planning: 'Plānošana',
    improvement: 'Pilnveide',
    service: 'Pakalpojumu sniegšana',
    further: 'Citi procesi',
    shared: 'Kopīgās apakšshēmas',
  },
  en: {
    support: 'Delivery support',
    planning: 'Planning',
    improvement: 'Improvement',
    service: 'Service delivery',
    further: 'Further processes',
    shared: 'Shared schemes',
  },
}

/** @returns the group of a process, by what its diagram says; `further` where that is no group we know */
export function groupOf(properties: Readonly<Record<string, string>>): (typeof GROUPS)[number] {
  const said = properties['group']
  return GROUPS.find((one) => one === said) ?? (said === 'delivery' ? 'service' : 'further')
}
