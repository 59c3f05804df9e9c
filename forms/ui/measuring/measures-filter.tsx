/** What a page of indicators is narrowed to: the period, and where it fits service, group and version; all in the address. */
import type { Part } from '../../../engine/measuring/figure.ts'
import type { PageCall } from '../shared/page.ts'
import { Filter } from '../shared/parts/filter.tsx'
import { Select } from '../shared/parts/select.tsx'
import { MEASURING_TEXTS } from './measuring-texts.ts'
import { sortedVersions, type Narrowing } from './narrowing.ts'
import { PeriodField } from './period-field.tsx'

export interface MeasuresFilterProps {
  readonly call: PageCall
  /** Path of the page. */
  readonly action: string
  readonly narrowing: Narrowing
  /** Which of them the page offers. */
  readonly offers: readonly Part[]
}

export function MeasuresFilter({ call, action, narrowing, offers }: MeasuresFilterProps) {
  const { language, ports } = call
  const texts = MEASURING_TEXTS[language]
  const { period, only, choices } = narrowing
  return (
    <Filter language={language} label={texts.filter} action={action} clear={narrowing.isNarrowed ? action : null}>
      <PeriodField language={language} today={ports.measuring.today()} period={period} />
      {offers.includes('service') && (
        <Select
          language={language}
          id="service"
          label={texts.service}
          value={only.service ?? ''}
          none={texts.any}
          options={choices.services}
        />
      )}
      {offers.includes('group') && (
        <Select
          language={language}
          id="group"
          label={texts.group}
          value={only.group ?? ''}
          none={texts.any}
          options={choices.groups}
        />
      )}
      {offers.includes('version') && (
        <Select
          language={language}
          id="version"
          label={texts.version}
          value={only.version ?? ''}
          none={texts.anyVersion}
          options={sortedVersions(choices.versions).map((value) => ({ value, text: texts.versionOf(value) }))}
        />
      )}
    </Filter>
  )
}
