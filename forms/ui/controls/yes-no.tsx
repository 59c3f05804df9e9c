import { asText, type Control } from './control.ts'
import { RadioGroup } from './radio.tsx'
import { CONTROL_TEXTS } from './texts.ts'

/** A question whose answer has to be given: neither yes nor no is taken for granted. */
export const yesNo: Control = {
  draw(field, drawing) {
    const { yes, no } = CONTROL_TEXTS[drawing.language]
    const options = [
      { value: 'true', label: yes },
      { value: 'false', label: no },
    ]
    return <RadioGroup field={field} drawing={drawing} options={options} inline />
  },
  write: (field, value, { put }) => put(field.name, asText(value)),
  read(field, reading) {
    const typed = reading.text(field.name)
    if (typed === 'true') return true
    if (typed === 'false') return false
    if (typed !== '') reading.refuse(field, 'type', 'type:boolean')
    return undefined
  },
}
