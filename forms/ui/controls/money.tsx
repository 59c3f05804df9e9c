import type { Control } from './control.ts'
import { number, writeNumber } from './number.tsx'
import { TextInput } from './text.tsx'
import { CONTROL_TEXTS } from './texts.ts'

/** An amount in euros, shown with its cents. */
export const money: Control = {
  ...number,
  draw(field, drawing) {
    const { currency } = CONTROL_TEXTS[drawing.language]
    return (
      <TextInput
        field={field}
        drawing={drawing}
        inputmode="decimal"
        width="govuk-input--width-10"
        spellcheck={false}
        // Some labels say it already.
        {...(field.texts.label.includes(currency) ? {} : { suffix: currency })}
      />
    )
  },
  write(field, value, { put, language }) {
    const cents = typeof value === 'number' ? value.toFixed(2) : ''
    // An amount with more decimals is shown as it is: rounding it would hide why it is refused.
    if (typeof value !== 'number' || Number(cents) !== value) put(field.name, writeNumber(value, language))
    else put(field.name, language === 'lv' ? cents.replace('.', ',') : cents)
  },
}
