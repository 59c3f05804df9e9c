import type { Reading } from './control.ts'

/** More rows than any list of a form may have entries. */
const MAX_ROWS = 1000

/** @returns the numbers of the rows that a list posted, each once, in its order: `costLines=0&costLines=1` */
export function rowsIn(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.filter((text) => /^\d{1,4}$/.test(text)))].slice(0, MAX_ROWS)
}

/** @returns the rows of a list */
export function readRows(name: string, reading: Reading): readonly string[] {
  return rowsIn(reading.texts(name))
}
