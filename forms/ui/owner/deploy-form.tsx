import { mayActivate } from '../../../api/policies/definitions.ts'
import type { PageCall } from '../shared/page.ts'
import { Button } from '../shared/parts/button.tsx'
import type { SummaryError } from '../shared/parts/error-summary.tsx'
import { Field } from '../shared/parts/field.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { NOTE_ID, NoteField } from './note-field.tsx'
import { OWNER_TEXTS } from './owner-texts.ts'
import { FILE } from './uploaded-bundle.ts'

export const WHEN_ID = 'f-when'
/** Value of the choice to put the version in force at once. */
export const NOW = 'now'

export interface DeployFormProps {
  readonly call: PageCall
  /** Of the files. */
  readonly ids: readonly string[]
  readonly note: string
  readonly when: string
  readonly errors: readonly SummaryError[]
}

export function DeployForm({ call: { caller, language, forgeryToken }, ids, note, when, errors }: DeployFormProps) {
  const texts = OWNER_TEXTS[language]
  const errorOf = (id: string): string | undefined => errors.find((error) => error.id === id)?.text
  const choices = [
    { value: NOW, text: texts.now, hint: texts.nowHint },
    { value: 'later', text: texts.later, hint: texts.laterHint },
  ]
  return (
    <form method="post" action="/processes/new/deploy" novalidate>
      <FormToken token={forgeryToken} />
      {ids.map((id) => (
        <input key={id} type="hidden" name={FILE} value={id} />
      ))}
      <h2 class="govuk-heading-m">{texts.deployTitle}</h2>
      <NoteField language={language} note={note} error={errorOf(NOTE_ID)} />
      {mayActivate(caller) && (
        <Field language={language} id={WHEN_ID} label={texts.whenLabel} group error={errorOf(WHEN_ID)}>
          <div class="govuk-radios ritums-owner__choice">
            {choices.map(({ value, text, hint }, index) => {
              const id = index === 0 ? WHEN_ID : `${WHEN_ID}-${value}`
              return (
                <div key={value} class="govuk-radios__item">
                  <input
                    class="govuk-radios__input"
                    id={id}
                    type="radio"
                    name="when"
                    value={value}
                    aria-describedby={`${id}-hint`}
                    {...(when === value ? { checked: true } : {})}
                  />
                  <label class="govuk-label govuk-radios__label" for={id}>
                    {text}
                  </label>
                  <div class="govuk-hint govuk-radios__hint" id={`${id}-hint`}>
                    {hint}
                  </div>
                </div>
              )
            })}
          </div>
        </Field>
      )}
      <Button>{texts.deployButton}</Button>
    </form>
  )
}
