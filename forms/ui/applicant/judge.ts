/** What a public form has sent, read and judged like the form of a task. */
import type { FieldError } from '../../../engine/model/errors.ts'
import { isObject, type Json, type Variables } from '../../../engine/model/json.ts'
import type { FormFile } from '../../check/form-file.ts'
import type { StoredFile } from '../controls/control.ts'
import { REQUEST_DATA } from '../controls/field-shape.ts'
import { decodeForm } from '../form/decode-form.ts'
import type { FormAction } from '../form/form-action.ts'
import type { PageCall } from '../shared/page.ts'

export interface Judged {
  /** As it was typed, to be shown again. */
  readonly entered: URLSearchParams
  /** Without what was left empty. */
  readonly data: Variables
  readonly errors: readonly FieldError[]
  readonly asked: FormAction | null
}

/** @param requestForm what the service asks for, judged by its own schema */
export function judge(
  { ports, posted, language }: PageCall,
  form: FormFile,
  requestForm: FormFile | null,
  file: (id: string) => StoredFile | undefined,
): Judged {
  const decoded = decodeForm(form, posted, { language, requestForm, file })
  const { entered, asked, data } = decoded
  if (asked !== null || decoded.errors.length > 0) return { entered, asked, data, errors: decoded.errors }
  const context = { now: ports.clock.now().toISOString() }
  const checked = ports.forms.check(JSON.stringify(form), data, language, context)
  const ofService = requestForm
    ? ports.forms.check(JSON.stringify(requestForm), requestDataOf(data), language, context).errors
    : []
  // What is missing inside says more than that everything is.
  const ofForm = checked.errors.filter(({ pointer }) => ofService.length === 0 || pointer !== `/${REQUEST_DATA}`)
  const errors = [...ofService.map((error) => ({ ...error, pointer: `/${REQUEST_DATA}${error.pointer}` })), ...ofForm]
  return { entered, asked, data: filledIn(checked.data), errors }
}

function requestDataOf({ [REQUEST_DATA]: value }: Variables): Variables {
  return isObject(value) ? value : {}
}

function filledIn(data: Variables): Variables {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null && !isEmpty(value)))
}

function isEmpty(value: Json): boolean {
  return (Array.isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0)
}

/** @returns the form without one of its fields */
export function withoutField(form: FormFile, field: string): FormFile {
  const { [field]: _, ...properties } = form.schema.properties
  const others = (names: readonly string[]) => names.filter((name) => name !== field)
  const { ui } = form
  return {
    ...form,
    schema: { ...form.schema, properties },
    ui: {
      ...ui,
      order: others(ui.order),
      ...(ui.sections
        ? { sections: ui.sections.map((section) => ({ ...section, fields: others(section.fields) })) }
        : {}),
      ...(ui.widgets
        ? { widgets: Object.fromEntries(Object.entries(ui.widgets).filter(([name]) => name !== field)) }
        : {}),
    },
    i18n: { lv: textsWithout(form, field, 'lv'), en: textsWithout(form, field, 'en') },
  }
}

function textsWithout({ i18n }: FormFile, field: string, language: 'lv' | 'en') {
  const { [field]: _, ...fields } = i18n[language].fields
  return { ...i18n[language], fields }
}

/** @returns the form with one more field that has to be filled in */
export function withNeeded(form: FormFile, field: string): FormFile {
  const { required } = form.schema
  return { ...form, schema: { ...form.schema, required: [...(Array.isArray(required) ? required : []), field] } }
}
