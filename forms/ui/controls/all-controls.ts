import { checkbox } from './checkbox.tsx'
import { checkboxes } from './checkboxes.tsx'
import type { ControlKind } from './control-kind.ts'
import type { Control } from './control.ts'
import { date } from './date.tsx'
import { dateTime } from './date-time.tsx'
import { email } from './email.tsx'
import { files } from './files.tsx'
import { json } from './json.tsx'
import { lines } from './lines.tsx'
import { money } from './money.tsx'
import { number } from './number.tsx'
import { object } from './object.tsx'
import { phone } from './phone.tsx'
import { radio } from './radio.tsx'
import { reference } from './reference.tsx'
import { references } from './references.tsx'
import { select } from './select.tsx'
import { serviceData } from './service-data.tsx'
import { table } from './table.tsx'
import { text } from './text.tsx'
import { textarea } from './textarea.tsx'
import { yesNo } from './yes-no.tsx'

/** Every control that pages know. */
export const CONTROLS: Readonly<Record<ControlKind, Control>> = {
  text,
  textarea,
  number,
  money,
  'yes-no': yesNo,
  checkbox,
  radio,
  select,
  checkboxes,
  date,
  'date-time': dateTime,
  email,
  phone,
  reference,
  references,
  files,
  table,
  'service-data': serviceData,
  object,
  lines,
  json,
}
