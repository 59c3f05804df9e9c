import type { Language } from '../../check/form-file.ts'
import { CharacterCount } from '../shared/parts/character-count.tsx'
import { Field, fieldProps } from '../shared/parts/field.tsx'
import { OWNER_TEXTS } from './owner-texts.ts'

export const NOTE_ID = 'f-note'
const MOST_CHARACTERS = 2000

/** @returns what is wrong with the note; undefined where nothing is */
export function noteError(note: string, language: Language): string | undefined {
  const texts = OWNER_TEXTS[language]
  if (note.trim() === '') return texts.noteMissing
  return note.trim().length > MOST_CHARACTERS ? texts.noteLong : undefined
}

/** Why something is decided; by default, why a version is put in force or taken out. */
export function NoteField({
  language,
  note,
  error,
  label = OWNER_TEXTS[language].noteLabel,
  hint = OWNER_TEXTS[language].noteHint,
}: {
  readonly language: Language
  readonly note: string
  readonly error: string | undefined
  readonly label?: string
  readonly hint?: string | undefined
}) {
  const said = { hint, error }
  return (
    <CharacterCount language={language} id={NOTE_ID} maxLength={MOST_CHARACTERS}>
      <Field language={language} id={NOTE_ID} label={label} {...said}>
        <textarea
          class={`govuk-textarea govuk-js-character-count${error === undefined ? '' : ' govuk-textarea--error'}`}
          name="note"
          rows={3}
          required
          {...fieldProps(NOTE_ID, said, [`${NOTE_ID}-info`])}
        >
          {note}
        </textarea>
      </Field>
    </CharacterCount>
  )
}
