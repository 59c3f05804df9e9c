import { escapePointer } from '../../engine/model/json-pointer.ts'
import { fieldOptions, formFields, LANGUAGES, type FormFile } from './form-file.ts'
import type { FormProblem, ProblemAt } from './inspect-form.ts'

/** What a person could not read in one of the languages, and texts of things that are not there. */
export function textProblems(file: FormFile, at: ProblemAt): FormProblem[] {
  const fields = formFields(file.schema)
  const paths = new Set(fields.map((field) => field.path))
  return LANGUAGES.flatMap((language) => {
    const texts = file.i18n[language]
    const found: FormProblem[] = []
    for (const { path, schema } of fields) {
      const own = Object.hasOwn(texts.fields, path) ? texts.fields[path] : undefined
      const pointer = `/i18n/${language}/fields/${escapePointer(path)}`
      if (!own) {
        found.push(
          at(
            'label-missing',
            `/i18n/${language}/fields`,
            `Expected a label of field "${path}" in language "${language}", but there is none.`,
          ),
        )
        continue
      }
      const codes = fieldOptions(schema)
      for (const code of codes) {
        if (!Object.hasOwn(own.options ?? {}, code))
          found.push(
            at(
              'option-label-missing',
              pointer,
              `Expected a label of option "${code}" of field "${path}" in language "${language}", but there is none.`,
            ),
          )
      }
      for (const code of Object.keys(own.options ?? {})) {
        if (!codes.includes(code))
          found.push(
            at(
              'unknown-option',
              `${pointer}/options/${escapePointer(code)}`,
              `Expected labels of options that field "${path}" has, but "${code}" is none.`,
            ),
          )
      }
    }
    for (const path of Object.keys(texts.fields)) {
      if (!paths.has(path))
        found.push(
          at(
            'unknown-field',
            `/i18n/${language}/fields/${escapePointer(path)}`,
            `Expected texts of fields that the schema has, but "${path}" is none.`,
          ),
        )
    }
    for (const { id } of file.ui.sections ?? []) {
      if (!Object.hasOwn(texts.sections ?? {}, id))
        found.push(
          at(
            'section-title-missing',
            `/i18n/${language}`,
            `Expected a heading of section "${id}" in language "${language}", but there is none.`,
          ),
        )
    }
    return found
  })
}
