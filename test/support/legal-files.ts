/** The files of `test/diagrams/legal`, as text. */
import { readdirSync, readFileSync } from 'node:fs'

const FOLDER = new URL('../diagrams/legal/', import.meta.url)

export interface LegalFile {
  readonly name: string
  readonly content: string
}

export const legalFiles = (): LegalFile[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.bpmn'))
    .toSorted()
    .map((name) => ({ name, content: readFileSync(new URL(name, FOLDER), 'utf8') }))
