/** Judges data by a form, also one that was made from somebody's schema, with the checker that the engine uses. */
import type { FieldError } from '../../../engine/model/errors.ts'
import type { Variables } from '../../../engine/model/json.ts'
import type { FormFile } from '../../check/form-file.ts'
import type { PageCall } from '../shared/page.ts'

/** @returns one sentence per field that is wrong; none where the form itself is: a mistake in a catalogue stops nobody */
export function checkByForm(
  { ports, language }: Pick<PageCall, 'ports' | 'language'>,
  form: FormFile,
  data: Variables,
): readonly FieldError[] {
  const content = JSON.stringify(form)
  if (ports.forms.inspect(form.id, content).problems.length > 0) return []
  return ports.forms.check(content, data, language, { now: ports.clock.now().toISOString() }).errors
}
