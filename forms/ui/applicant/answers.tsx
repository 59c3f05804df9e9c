import type { Variables } from '../../../engine/model/json.ts'
import { fieldsOf, partsOf, type FieldShape } from '../controls/field-shape.ts'
import { isNothing, ValueView, type Reader } from '../controls/value-view.tsx'
import { isShown } from '../form/shown-fields.ts'
import type { PageCall } from '../shared/page.ts'
import { SummaryList, type SummaryRow } from '../shared/parts/summary-list.tsx'
import type { Matter } from './public-matter.ts'

/** What was answered, section by section, to be looked through. */
export function Answers({ call, matter, data }: { call: PageCall; matter: Matter; data: Variables }) {
  const { language } = call
  const { form, requestForm, choices } = matter
  const reader: Reader = { language, choices, filesOnlyNamed: true }
  const fields = fieldsOf({ form, language, requestForm }, data).filter(({ name }) => isShown(form, name, data))
  const sections = form.ui.sections ?? [{ id: '', fields: form.ui.order }]
  return (
    <>
      {sections.map(({ id, fields: names }) => {
        const rows = fields.filter(({ name }) => names.includes(name)).flatMap((field) => rowsOf(field, data, reader))
        return (
          <section key={id}>
            <h2 class="govuk-heading-m">{form.i18n[language].sections?.[id]}</h2>
            <SummaryList rows={rows} />
          </section>
        )
      })}
    </>
  )
}

function rowsOf(field: FieldShape, data: Variables, reader: Reader): readonly SummaryRow[] {
  const value = data[field.name] ?? null
  // What the service asks for stands with the rest, not inside of it.
  if (field.kind === 'object')
    return partsOf(field, field.name, value).flatMap((part) => {
      const inner = part.name.slice(field.name.length + 1)
      const values = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Variables) : {}
      return rowsOf({ ...part, name: inner }, values, reader)
    })
  if (isNothing(value)) return []
  return [{ key: field.texts.label, value: <ValueView field={field} value={value} reader={reader} /> }]
}
