/** What the names in a diagram's expressions are called by people: fields of its forms with their options, settings, code lists. */
import { isObject, type Json, type Variables } from '../../../engine/model/json.ts'
import type { Setting } from '../../../processes/load-process-data.ts'
import type { FormFile, Language } from '../../check/form-file.ts'

/** What one name stands for. */
export interface Meaning {
  readonly label: string
  /** What people read in place of a code. */
  readonly options: Readonly<Record<string, string>>
}

/** What an expression needs to be told in words. */
export interface Vocabulary {
  readonly language: Language
  readonly fields: ReadonlyMap<string, Meaning>
  /** Columns of tables, by their own names: what a diagram asks of one row, e.g. `measure.requiresChange`. */
  readonly columns: ReadonlyMap<string, Meaning>
  /** What a setting means, and its value in force. */
  readonly settings: ReadonlyMap<string, { readonly meaning: string; readonly value: Json }>
}

/**
 * @param forms of the diagram; where several have a field of one name the first that has words for it counts
 * @param inForce values of the settings for the institution
 */
export function vocabularyOf(
  language: Language,
  forms: readonly FormFile[],
  settings: readonly Setting[],
  inForce: Variables,
): Vocabulary {
  const fields = new Map<string, Meaning>()
  const columns = new Map<string, Meaning>()
  for (const { i18n } of forms)
    for (const [path, { label, options = {} }] of Object.entries(i18n[language].fields)) {
      const name = path.slice(path.lastIndexOf('/') + 1)
      const meanings = name === path ? fields : columns
      const known = meanings.get(name)
      meanings.set(name, { label: known?.label ?? label, options: { ...options, ...known?.options } })
    }
  return {
    language,
    fields,
    columns,
    settings: new Map(
      settings.map(({ key, meaning, default: value }) => [
        key,
        { meaning: meaning[language], value: inForce[key] ?? value },
      ]),
    ),
  }
}

/** @returns a form file, where it is one */
export function formFileOf(form: Json | undefined): FormFile | null {
  return isObject(form) && isObject(form['schema']) && isObject(form['i18n']) ? (form as unknown as FormFile) : null
}
