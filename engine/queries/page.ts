import { refusedValue } from '../model/errors.ts'
import type { Page } from '../model/views.ts'

const DEFAULT_LIMIT = 50
const MOST = 200

/** How many a page holds: 1–200, default 50. */
export function pageSize(limit: number | undefined): number {
  return Math.min(Math.max(Math.trunc(limit ?? DEFAULT_LIMIT), 1), MOST)
}

/**
 * Makes a page of one row more than it holds: that one more says that there is a next page.
 *
 * @param keyOf what the cursor remembers of a row: the values that the list is sorted by
 */
export function pageOf<Row, View>(
  rows: readonly Row[],
  limit: number,
  view: (rows: readonly Row[]) => readonly View[],
  keyOf: (row: Row) => readonly (string | number)[],
): Page<View> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: view(shown),
    next:
      rows.length > limit && last !== undefined ? Buffer.from(JSON.stringify(keyOf(last))).toString('base64url') : null,
  }
}

/**
 * Reads a cursor back.
 *
 * @param parts how many values it must hold
 * @throws DataRejected when no page gave it
 */
export function readCursor(after: string | undefined, parts: number): readonly (string | number)[] | null {
  if (after === undefined) return null
  try {
    const values: unknown = JSON.parse(Buffer.from(after, 'base64url').toString())
    if (
      Array.isArray(values) &&
      values.length === parts &&
      values.every((value) => typeof value === 'string' || typeof value === 'number')
    )
      return values
  } catch {
    // Falls through to the refusal.
  }
  const message = 'Expected the cursor of an earlier page ("next"), but it is another text.'
  throw refusedValue('/after', 'cursor', message)
}
