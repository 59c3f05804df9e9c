import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FormFile } from '../../../forms/check/form-file.ts'

const root = join(import.meta.dirname, '../../../forms/schemas')

/** Every form file of the typical edition: its path below `forms/schemas`, its text and what the text says. */
export function readForms(): { readonly name: string; readonly content: string; readonly file: FormFile }[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.form.json'))
    .map((name) => {
      const content = readFileSync(join(root, name), 'utf8')
      return { name: name.replaceAll('\\', '/'), content, file: JSON.parse(content) as FormFile }
    })
}

/** The text of one form. */
export function contentOf(formId: string): string {
  return readFileSync(join(root, `${formId}.form.json`), 'utf8')
}
