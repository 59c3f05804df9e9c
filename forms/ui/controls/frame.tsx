import type { ComponentChildren } from 'preact'
import { Field, fieldProps, type Said } from '../shared/parts/field.tsx'
import type { Drawing } from './control.ts'
import { idOf, type FieldShape } from './field-shape.ts'
import { CONTROL_TEXTS } from './texts.ts'

/** @returns the hint and the mistake of a field; `own` is what its control adds to the form's hint */
export function saidOf(field: FieldShape, drawing: Drawing, own?: string): Said {
  const oneOf = field.need === 'either' ? CONTROL_TEXTS[drawing.language].oneOf(field.either) : undefined
  const hints = [field.texts.hint, own, oneOf].filter((hint) => hint !== undefined)
  const errors = drawing.errors.get(field.name)
  return {
    ...(hints.length > 0 ? { hint: hints.join(' ') } : {}),
    ...(errors ? { error: errors.join(' ') } : {}),
  }
}

/** @returns attributes of a field's only control */
export function controlProps(field: FieldShape, said: Said, also: readonly string[] = []) {
  return {
    ...fieldProps(idOf(field.name), said, also),
    name: field.name,
    ...(field.need === 'required' ? { 'aria-required': 'true' as const } : {}),
  }
}

/** @returns the class, with its variant where the field has a mistake */
export function classOf(name: string, said: Said, more = ''): string {
  return `${name}${said.error === undefined ? '' : ` ${name}--error`}${more === '' ? '' : ` ${more}`}`
}

/** @returns what stands in a field that has one text */
export function typedIn(name: string, drawing: Drawing): string {
  return drawing.typed.getAll(name).at(-1) ?? ''
}

export interface FrameProps {
  readonly field: FieldShape
  readonly drawing: Drawing
  readonly said: Said
  /** Several controls that answer one question. */
  readonly group?: boolean
  readonly children: ComponentChildren
}

/** Label, hint, mistake and control of a field of a form. */
export function Frame({ field, drawing, said, group = false, children }: FrameProps) {
  return (
    <Field
      language={drawing.language}
      id={idOf(field.name)}
      label={field.texts.label}
      optional={field.need === 'optional'}
      group={group}
      {...said}
    >
      {children}
    </Field>
  )
}
