import type { Language } from '../../check/form-file.ts'
import { Tabs } from '../shared/parts/tabs.tsx'
import { PEOPLE_TEXTS } from './people-texts.ts'

export type PeopleTab = 'people' | 'groups' | 'roles' | 'absences' | 'keys'

const ADDRESSES: Readonly<Record<PeopleTab, string>> = {
  people: '/people',
  groups: '/people/groups',
  roles: '/people/roles',
  absences: '/people/absences',
  keys: '/people/keys',
}

/** The parts of the room. */
export function PeopleTabs({ language, current }: { readonly language: Language; readonly current: PeopleTab }) {
  const texts = PEOPLE_TEXTS[language]
  const tabs = (Object.keys(ADDRESSES) as PeopleTab[]).map((tab) => ({
    href: ADDRESSES[tab],
    text: texts.tabs[tab],
    current: tab === current,
  }))
  return <Tabs label={texts.parts} tabs={tabs} />
}
