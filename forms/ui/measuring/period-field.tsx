import type { Language } from '../../check/form-file.ts'
import { Field, fieldProps } from '../shared/parts/field.tsx'
import { MEASURING_TEXTS } from './measuring-texts.ts'
import { offeredPeriods, periodName } from './period-name.ts'

export interface PeriodFieldProps {
  readonly language: Language
  readonly today: string
  /** The chosen one, also where it is none of those offered. */
  readonly period: string
}

/** A month, a quarter or a year, newest first. */
export function PeriodField({ language, today, period }: PeriodFieldProps) {
  const texts = MEASURING_TEXTS[language]
  const offered = offeredPeriods(today)
  const isListed = Object.values(offered).some((periods) => periods.includes(period))
  return (
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
  )
}
