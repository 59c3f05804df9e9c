import type { AnyRow } from './table-shape.ts'

/**
 * What is going to happen to one row, all changes of a transaction folded into one: a task opened and closed in the same
 * transaction costs one insert, a job opened and done none at all.
 */
export type RowChange =
  | { readonly kind: 'insert'; readonly row: AnyRow }
  | {
      readonly kind: 'update'
      readonly values: AnyRow
      /** Values that the stored row must still have: the fence against a writer who read an older one. */
      readonly expected: AnyRow
    }
  | { readonly kind: 'delete' }

/**
 * Folds a further change of a row into those before it.
 *
 * @returns null when together they change nothing
 * @throws Error when a row is inserted that is there already
 */
export function foldChange(before: RowChange | null, next: RowChange, what: string): RowChange | null {
  if (before === null) return next
  switch (next.kind) {
    case 'insert':
      if (before.kind !== 'delete') throw new Error(`Expected a new row ${what}, but it is there already.`)
      // Removed and set again, e.g. a timer that moves: one update of all its columns.
      return { kind: 'update', values: next.row, expected: {} }
    case 'update':
      if (before.kind === 'insert') return { kind: 'insert', row: { ...before.row, ...next.values } }
      if (before.kind === 'delete') return before
      return {
        kind: 'update',
        values: { ...before.values, ...next.values },
        expected: { ...next.expected, ...before.expected },
      }
    case 'delete':
      return before.kind === 'insert' ? null : next
  }
}
