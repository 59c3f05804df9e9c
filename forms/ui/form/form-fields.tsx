/**
 * The fields of a form: sections under headings, what the case knows as facts, and a control for each field that asks. Without
 * scripts everything works by going to the server and back; `forms/ui/islands/form.ts` shows and hides as one chooses.
 */
import type { VNode } from 'preact'
import type { FieldError } from '../../../engine/model/errors.ts'
import type { Json, Variables } from '../../../engine/model/json.ts'
import type { FormFile, FormTexts, Language } from '../../check/form-file.ts'
import { CONTROLS } from '../controls/all-controls.ts'
import { listOf } from '../controls/checkboxes.tsx'
import type { Drawing, ReferenceChoices } from '../controls/control.ts'
import { fieldsOf, type FieldShape, type FormView } from '../controls/field-shape.ts'
import { CONTROL_TEXTS } from '../controls/texts.ts'
import { typedOf } from '../controls/typed.ts'
import { isNothing, RowsView, ValueView } from '../controls/value-view.tsx'
import { SummaryList } from '../shared/parts/summary-list.tsx'
import { decodeForm } from './decode-form.ts'
import { encodeForm, withDefaults } from './encode-form.ts'
import { ownerOf } from './error-links.ts'
import { ACTION_FIELD, type FormAction } from './form-action.ts'
import { conditionsOf, isShown } from './shown-fields.ts'

export interface FormFieldsProps {
  readonly form: FormFile
  readonly language: Language
  /** What the case or a draft knows, by the names of fields. */
  readonly values: Variables
  /** What was typed, from `decodeForm`; then the fields show it and nothing else. */
  readonly entered?: URLSearchParams | undefined
  readonly errors?: readonly FieldError[] | undefined
  /** The button of the form that brought this page. */
  readonly asked?: FormAction | null | undefined
  readonly choices?: ReferenceChoices | undefined
  /** The form of the chosen service, for `requestData`. */
  readonly requestForm?: FormFile | null | undefined
  /** The address that the form posts to, so that a button within it comes back to its place. */
  readonly action?: string | undefined
  /** Files are named only, for who may not open them. */
  readonly filesOnlyNamed?: boolean | undefined
}

const NO_CHOICES: ReferenceChoices = { lists: {}, labels: {} }

export function FormFields(props: FormFieldsProps): VNode {
  const { form, language, entered, asked = null, choices = NO_CHOICES } = props
  const view: FormView = { form, language, requestForm: props.requestForm }
  const fresh = entered === undefined
  const typed = entered ?? encodeForm(view, withDefaults(view, props.values))
  const { data } = decodeForm(form, { fields: typed, files: [] }, { language, requestForm: props.requestForm })
  const present = presentValues(view, props.values, data)
  const drawing: Drawing = {
    language,
    typed: typedOf(typed),
    errors: errorsByField(view, props.errors ?? []),
    choices,
    asked,
    fresh,
    action: props.action ?? null,
    filesOnlyNamed: props.filesOnlyNamed,
    draw: (field) => <DrawnField key={field.name} field={field} drawing={drawing} present={present} />,
    value: (field) => valueAt(present, field.name),
  }
  const fields = fieldsOf(view, present)
  const sections = form.ui.sections ?? [{ id: '', fields: form.ui.order }]
  const conditional = Object.keys(form.ui.showWhen ?? {}).length > 0
  return (
    <div class="ritums-form" data-form-fields data-shown={CONTROL_TEXTS[language].shown('{labels}')}>
      {/* The first button of a form is what the Enter key presses: it must not be one that adds a row. */}
      <button type="submit" class="govuk-visually-hidden" tabindex={-1} aria-hidden="true" />
      {sections.map((section) => (
        <Section
          key={section.id}
          id={section.id}
          title={headingOf(form.i18n[language], section.id)}
          fields={fields.filter((field) => section.fields.includes(field.name))}
          drawing={drawing}
          present={present}
        />
      ))}
      {conditional && (
        <noscript>
          <button
            type="submit"
            class="govuk-button govuk-button--secondary"
            name={ACTION_FIELD}
            value="show"
            formnovalidate
          >
            {CONTROL_TEXTS[language].show}
          </button>
        </noscript>
      )}
    </div>
  )
}

/** The heading of a section; none where it would say the title of the form once more. */
function headingOf({ title, sections }: FormTexts, id: string): string | undefined {
  const heading = sections?.[id]
  return heading === title ? undefined : heading
}

interface SectionProps {
  readonly id: string
  readonly title: string | undefined
  readonly fields: readonly FieldShape[]
  readonly drawing: Drawing
  readonly present: Variables
}

function Section({ id, title, fields, drawing, present }: SectionProps) {
  const shown = fields.filter((field) => !field.readOnly || !isNothing(present[field.name]))
  const parts = neighbours(shown, ({ readOnly }) => readOnly)
  if (parts.length === 0) return null
  const content = parts.map((part) =>
    part[0]?.readOnly ? (
      <Context key={part[0].name} fields={part} drawing={drawing} present={present} />
    ) : (
      part.map(drawing.draw)
    ),
  )
  if (title === undefined) return <>{content}</>
  return (
    <section class="ritums-section" data-section>
      <h2 class="govuk-heading-m" id={`s-${id}`}>
        {title}
      </h2>
      {content}
    </section>
  )
}

/** What the case knows: tables across the page under their names, everything else as facts. */
function Context(props: { fields: readonly FieldShape[]; drawing: Drawing; present: Variables }) {
  const { fields, drawing, present } = props
  const valueOf = ({ name }: FieldShape): Json => present[name] ?? null
  return (
    <>
      {neighbours(fields, (field) => isTable(field, valueOf(field))).map((part) => {
        const rows = part[0] === undefined ? null : valueOf(part[0])
        return part[0] !== undefined && isTable(part[0], rows) ? (
          part.map((field) => (
            <RowsView key={field.name} field={field} rows={listOf(valueOf(field))} reader={drawing} isCaptioned />
          ))
        ) : (
          <SummaryList
            rows={part.map((field) => ({
              key: field.texts.label,
              hint: field.texts.hint,
              value: <ValueView field={field} value={valueOf(field)} reader={drawing} />,
            }))}
          />
        )
      })}
    </>
  )
}

function isTable(field: FieldShape, value: Json): boolean {
  return field.kind === 'table' && Array.isArray(value)
}

function DrawnField(props: { field: FieldShape; drawing: Drawing; present: Variables }) {
  const { field, drawing, present } = props
  const control = CONTROLS[field.kind].draw(field, drawing)
  const { form } = field.view
  const own = field.pointer.slice(1)
  const conditions = conditionsOf(form, own)
  if (own.includes('/') || Object.keys(conditions).length === 0) return control
  // The form of a service has conditions on its own fields.
  const base = field.name.slice(0, field.name.length - own.length)
  const scope = base === '' ? present : valueAt(present, base.slice(0, -1))
  const values = typeof scope === 'object' && scope !== null && !Array.isArray(scope) ? (scope as Variables) : {}
  const named = Object.fromEntries(Object.entries(conditions).map(([other, list]) => [`${base}${other}`, list]))
  // At first everything is there, for those without scripts; who has been to the server sees what fits.
  const hidden = !drawing.fresh && !isShown(form, own, values)
  return (
    <div
      class="ritums-conditional"
      data-label={field.texts.label}
      data-show-when={JSON.stringify(named)}
      hidden={hidden}
    >
      {control}
    </div>
  )
}

/** Neighbours that answer a question alike, together. */
function neighbours(
  fields: readonly FieldShape[],
  answer: (field: FieldShape) => boolean,
): readonly (readonly FieldShape[])[] {
  const found: FieldShape[][] = []
  for (const field of fields) {
    const last = found.at(-1)
    if (last?.[0] !== undefined && answer(last[0]) === answer(field)) last.push(field)
    else found.push([field])
  }
  return found
}

function errorsByField(view: FormView, errors: readonly FieldError[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const { pointer, message } of errors) {
    const name = ownerOf(view, pointer)?.name
    if (name !== undefined) found.set(name, [...(found.get(name) ?? []), message])
  }
  return found
}

/** What the case knows of fields that only show, and what stands in those that ask. */
function presentValues(view: FormView, values: Variables, data: Variables): Variables {
  const readOnly = view.form.ui.readOnly ?? []
  const shown = Object.entries(values).filter(([name, value]) => value !== null && readOnly.includes(name))
  return { ...Object.fromEntries(shown), ...data }
}

function valueAt(values: Variables, name: string): Json | undefined {
  let found: Json | undefined = values
  for (const part of name.split('/')) {
    if (typeof found !== 'object' || found === null) return undefined
    found = Array.isArray(found)
      ? found[Number(part)]
      : Object.hasOwn(found, part)
        ? (found as Variables)[part]
        : undefined
  }
  return found
}
