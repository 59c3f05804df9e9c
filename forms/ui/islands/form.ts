/**
 * What a form of the workplace gains where scripts run: parts that belong to a choice come and go with it, what is typed is kept
 * as a draft on the server, and nobody leaves by mistake with something typed that is kept nowhere. Without it the form works.
 */
import { keepDraft } from './parts/keep-draft.ts'
import { showConditionalParts } from './parts/show-conditional-parts.ts'

for (const fields of document.querySelectorAll<HTMLElement>('[data-form-fields]')) {
  const form = fields.closest('form')
  if (form === null) continue
  showConditionalParts(form, fields)
  keepDraft(form)
}
