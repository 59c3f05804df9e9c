import type { Language } from '../../../check/form-file.ts'
import { Button } from '../../shared/parts/button.tsx'
import { Field, fieldProps } from '../../shared/parts/field.tsx'
import { FormToken } from '../../shared/parts/form-token.tsx'
import { BULK_FORM } from './bulk-form.ts'
import type { Choice } from './filter-choices.ts'
import { inboxAddress, type InboxQuery } from './inbox-query.ts'
import { INBOX_TEXTS } from './inbox-texts.ts'

export interface BulkBarProps {
  readonly language: Language
  readonly query: InboxQuery
  /** Whom tasks can be assigned to; empty where the person may not assign. */
  readonly people: readonly Choice[]
  readonly forgeryToken: string
}

/** What can be done with the selected tasks. */
export function BulkBar({ language, query, people, forgeryToken }: BulkBarProps) {
  const texts = INBOX_TEXTS[language]
  return (
    <form id={BULK_FORM} class="ritums-bulk" method="post" action="/tasks/bulk" tabindex={-1}>
      <FormToken token={forgeryToken} />
      <input type="hidden" name="back" value={inboxAddress(query)} />
      <h2 class="govuk-heading-s">{texts.withSelected}</h2>
      <div class="ritums-bulk__actions">
        <Button kind="secondary" name="action" value="claim">
          {texts.claim}
        </Button>
        <Button kind="secondary" name="action" value="release">
          {texts.release}
        </Button>
        {people.length > 0 && (
          <>
            <Field language={language} id="assignee" label={texts.assignTo}>
              <select class="govuk-select" name="assignee" {...fieldProps('assignee', {})}>
                <option value="">{texts.choosePerson}</option>
                {people.map(({ value, text }) => (
                  <option key={value} value={value}>
                    {text}
                  </option>
                ))}
              </select>
            </Field>
            <Button kind="secondary" name="action" value="assign">
              {texts.assign}
            </Button>
          </>
        )}
      </div>
    </form>
  )
}
