/** The views of the process owners' room that concern all processes. */
import type { Language } from '../../check/form-file.ts'
import { Tabs } from '../shared/parts/tabs.tsx'

const VIEWS = [
  { key: 'processes', href: '/processes', text: { lv: 'Procesi', en: 'Processes' } },
  { key: 'landscape', href: '/processes/landscape', text: { lv: 'Procesu karte', en: 'Landscape' } },
  { key: 'maturity', href: '/processes/maturity', text: { lv: 'Briedums', en: 'Maturity' } },
  { key: 'responsibilities', href: '/processes/responsibilities', text: { lv: 'Atbildība', en: 'Responsibilities' } },
  { key: 'integrity', href: '/processes/integrity', text: { lv: 'Saskaņotība', en: 'Integrity' } },
] as const

const LABEL = { lv: 'Procesu skati', en: 'Views of the processes' } as const

export function OwnerTabs({
  language,
  current,
}: {
  readonly language: Language
  readonly current: (typeof VIEWS)[number]['key']
}) {
  return (
    <Tabs
      label={LABEL[language]}
      tabs={VIEWS.map(({ key, href, text }) => ({ href, text: text[language], current: key === current }))}
    />
  )
}
