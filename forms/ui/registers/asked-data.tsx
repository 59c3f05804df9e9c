import type { FormFile, Language } from '../../check/form-file.ts'
import { SHARED_TEXTS } from '../shared/texts.ts'

/** What a service asks of those who apply, as the labels that they will see. */
export function AskedData({ form, language }: { readonly form: FormFile; readonly language: Language }) {
  const { required } = form.schema
  return (
    <ul class="govuk-list govuk-list--bullet">
      {form.ui.order.map((name) => {
        const { label = name, options = {} } = form.i18n[language].fields[name] ?? {}
        const choices = Object.values(options)
        return (
          <li key={name}>
            {label}
            {Array.isArray(required) && required.includes(name) ? '' : ` ${SHARED_TEXTS[language].optional}`}
            {choices.length > 0 ? `: ${choices.join(', ')}` : ''}
          </li>
        )
      })}
    </ul>
  )
}
