/** What a page of indicators is narrowed to: the period, and where it fits service, group and version; all in the address. */
import type { Part } from '../../../engine/measuring/figure.ts'
import type { PageCall } from '../shared/page.ts'
import { Field, fieldProps } from '../shared/parts/field.tsx'
import { Filter } from '../shared/parts/filter.tsx'
import { Select } from '../shared/parts/select.tsx'
import { MEASURING_TEXTS } from './measuring-texts.ts'
import { sortedVersions, type Narrowing } from './narrowing.ts'
import { offeredPeriods, periodName } from './period-name.ts'

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
  const offered = offeredPeriods(ports.measuring.today())
  const isListed = Object.values(offered).some((periods) => periods.includes(period))
  return (
    <Filter language={language} label={texts.filter} action={action} clear={narrowing.isNarrowed ? action : null}>
      <Field language={language} id="period" label={texts.period}>
        <select class="govuk-select" name="period" {...fieldProps('period', {})}>
          {!isListed && (
            <option value={period} selected>
              {periodName(period, language)}
            </option>
          )}
          {(['months', 'quarters', 'years'] as const).map((kind) => (
            <optgroup key={kind} label={texts[kind]}>
              {offered[kind].map((one) => (
                <option key={one} value={one} selected={one === period}>
                  {periodName(one, language)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </Field>
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
