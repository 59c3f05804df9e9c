import { idOf } from './field-shape.ts'
import { asText, type Control } from './control.ts'
import { fieldProps } from '../shared/parts/field.tsx'
import { saidOf } from './frame.tsx'
import { SHARED_TEXTS } from '../shared/texts.ts'

/** A statement that is true where it has a tick, and false where it was seen without one. */
export const checkbox: Control = {
  draw(field, drawing) {
    const said = saidOf(field, drawing)
    const id = idOf(field.name)
    return (
      <div class={`govuk-form-group${said.error === undefined ? '' : ' govuk-form-group--error'}`}>
        {said.error !== undefined && (
          <p class="govuk-error-message" id={`${id}-error`}>
            <span class="govuk-visually-hidden">{SHARED_TEXTS[drawing.language].errorPrefix}: </span>
            {said.error}
          </p>
        )}
        <div class="govuk-checkboxes">
          {/* A browser does not send what has no tick: this says that the question was there. */}
          <input type="hidden" name={field.name} value="false" />
          <div class="govuk-checkboxes__item">
            <input
              class="govuk-checkboxes__input"
              type="checkbox"
              name={field.name}
              value="true"
              checked={drawing.typed.getAll(field.name).includes('true')}
              {...fieldProps(id, said)}
            />
            <label class="govuk-label govuk-checkboxes__label" for={id}>
              {field.texts.label}
            </label>
            {said.hint !== undefined && (
              <div class="govuk-hint govuk-checkboxes__hint" id={`${id}-hint`}>
                {said.hint}
              </div>
            )}
          </div>
        </div>
      </div>
    )
  },
  write: (field, value, { put }) => put(field.name, asText(value)),
  read(field, reading) {
    const texts = reading.texts(field.name)
    if (texts.includes('true')) return true
    if (texts.includes('false')) return false
    if (texts.some((text) => text.trim() !== '')) reading.refuse(field, 'type', 'type:boolean')
    return undefined
  },
}
