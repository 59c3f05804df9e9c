import type { Language } from '../../../check/form-file.ts'
import { Field, fieldProps } from '../../shared/parts/field.tsx'
import { Filter } from '../../shared/parts/filter.tsx'
import type { Choice, FilterChoices } from './filter-choices.ts'
import { EVERYTHING_MINE, inboxAddress, isNarrowed, SORTS, type InboxQuery } from './inbox-query.ts'
import { INBOX_TEXTS } from './inbox-texts.ts'

export interface InboxFilterProps {
  readonly language: Language
  readonly query: InboxQuery
  readonly choices: FilterChoices
}

/** What narrows and orders the list; sent by GET. */
export function InboxFilter({ language, query, choices }: InboxFilterProps) {
  const texts = INBOX_TEXTS[language]
  const { list, whose, text, process, service, priority, status, overdue, waiting, sort } = query
  return (
    <Filter
      language={language}
      label={texts.filter}
      action="/tasks"
      clear={isNarrowed(query) || waiting ? inboxAddress({ ...EVERYTHING_MINE, list, whose, sort }) : null}
      kept={{ ...(list === 'mine' ? {} : { list }), ...(whose === '' ? {} : { whose }) }}
    >
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
      <Choose
        {...{ language, id: 'process', label: texts.process, any: texts.any, value: process }}
        of={choices.processes}
      />
      <Choose
        {...{ language, id: 'service', label: texts.service, any: texts.any, value: service }}
        of={choices.services}
      />
      <Choose
        {...{ language, id: 'priority', label: texts.priority, any: texts.anyPriority, value: priority }}
        of={choices.priorities}
      />
      <Choose
        {...{ language, id: 'status', label: texts.status, any: texts.any, value: status }}
        of={choices.statuses}
      />
      <Choose
        {...{ language, id: 'sort', label: texts.sort, any: null, value: sort }}
        of={SORTS.map((value) => ({ value, text: texts.sorts[value] }))}
      />
      <div class="govuk-checkboxes govuk-checkboxes--small">
        <Tick name="overdue" label={texts.overdue} checked={overdue} />
        <Tick name="waiting" label={texts.waiting} checked={waiting} />
      </div>
    </Filter>
  )
}

interface ChooseProps {
  readonly language: Language
  readonly id: string
  readonly label: string
  /** Text of the choice that narrows nothing; null where one has to be taken. */
  readonly any: string | null
  readonly value: string
  readonly of: readonly Choice[]
}

function Choose({ language, id, label, any, value, of }: ChooseProps) {
  return (
    <Field language={language} id={id} label={label}>
      <select class="govuk-select" name={id} {...fieldProps(id, {})}>
        {any !== null && <option value="">{any}</option>}
        {of.map((choice) => (
          <option key={choice.value} value={choice.value} selected={choice.value === value}>
            {choice.text}
          </option>
        ))}
      </select>
    </Field>
  )
}

function Tick({ name, label, checked }: { readonly name: string; readonly label: string; readonly checked: boolean }) {
  return (
    <div class="govuk-checkboxes__item">
      <input class="govuk-checkboxes__input" id={name} type="checkbox" name={name} value="1" checked={checked} />
      <label class="govuk-label govuk-checkboxes__label" for={name}>
        {label}
      </label>
    </div>
  )
}
