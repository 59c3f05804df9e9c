/** Rows of a file may name each other: a category its parent, further down. */
import type { Register } from '../register.ts'
import { referencesIn } from '../references-in.ts'
import type { ImportRow } from './import-row.ts'

/** Each row after those of the same file that it refers to; those in a circle as they came. */
export function inOrderOfReferences(register: Register, rows: readonly ImportRow[]): readonly ImportRow[] {
  const waiting = new Map(rows.flatMap((row) => (row.id === null ? [] : [[row.id, row] as const])))
  const ordered = new Set<ImportRow>()
  const begun = new Set<ImportRow>()
  // Without recursion: a file may hold a chain of any length.
  const path = rows.toReversed()
  for (let row = path.at(-1); row !== undefined; row = path.at(-1)) {
    const isBack = begun.has(row)
    begun.add(row)
    const first = isBack ? [] : namedRows(row, register, waiting).filter((named) => !begun.has(named))
    if (first.length === 0) {
      ordered.add(row)
      path.pop()
    } else path.push(...first)
  }
  return [...ordered]
}

function namedRows(row: ImportRow, register: Register, rows: ReadonlyMap<string, ImportRow>): readonly ImportRow[] {
  return referencesIn(register.schema, row.data).flatMap(({ target, id }) =>
    target === register.register ? (rows.get(id) ?? []) : [],
  )
}
