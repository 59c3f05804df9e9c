import type { Language } from '../../../check/form-file.ts'
import { Field, fieldProps } from '../../shared/parts/field.tsx'
import { Filter } from '../../shared/parts/filter.tsx'
import type { FilterChoices } from '../../staff/inbox/filter-choices.ts'
import { isNarrowed, STATES, type CasesQuery } from './cases-query.ts'
import { FIND_TEXTS } from './find-texts.ts'

export interface CasesFilterProps {
  readonly language: Language
  readonly query: CasesQuery
  readonly choices: FilterChoices
}

/** What narrows the list of cases; sent by GET. */
export function CasesFilter({ language, query, choices }: CasesFilterProps) {
  const texts = FIND_TEXTS[language]
  const { text, process, service, priority, status, state } = query
  const lists = [
    { id: 'process', label: texts.process, any: texts.any, value: process, of: choices.processes },
    { id: 'service', label: texts.service, any: texts.any, value: service, of: choices.services },
    { id: 'priority', label: texts.priority, any: texts.anyOf, value: priority, of: choices.priorities },
    { id: 'status', label: texts.status, any: texts.any, value: status, of: choices.statuses },
    {
      id: 'state',
      label: texts.state,
      any: texts.anyOf,
      value: state,
      of: STATES.map((value) => ({ value, text: texts.states[value] })),
    },
  ]
  return (
    <Filter language={language} label={texts.filter} action="/cases" clear={isNarrowed(query) ? '/cases' : null}>
      <Field language={language} id="q" label={texts.search} hint={texts.searchHint}>
        <input
          class="govuk-input"
          type="search"
          name="q"
          value={text}
          maxlength={200}
          {...fieldProps('q', { hint: texts.searchHint })}
        />
      </Field>
      {lists.map(({ id, label, any, value, of }) => (
        <Field key={id} language={language} id={id} label={label}>
          <select class="govuk-select" name={id} {...fieldProps(id, {})}>
            <option value="">{any}</option>
            {of.map((choice) => (
              <option key={choice.value} value={choice.value} selected={choice.value === value}>
                {choice.text}
              </option>
            ))}
          </select>
        </Field>
      ))}
    </Filter>
  )
}
