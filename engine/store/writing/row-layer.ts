/**
 * Rows as a transaction sees them: what was loaded and what is going to change, one layer over another.
 *
 * The lowest layer is that of the batch; each command works in a layer of its own above it. A command that succeeds has
 * its layer folded into the batch's, one that is refused has it thrown away: nobody else ever sees its changes. Rows are
 * never changed in place.
 */
import { type RowChange, foldChange } from './row-change.ts'
import type { AnyRow, TableShape } from './table-shape.ts'

/** Reads rows that no layer knows. */
export interface RowSource {
  load(shape: TableShape, key: AnyRow): Promise<AnyRow | null>
  loadAll(shape: TableShape, where: AnyRow): Promise<readonly AnyRow[]>
}

interface Entry {
  /** As it was loaded or inserted; null: it is not there; undefined: not loaded, only changed. */
  row: AnyRow | null | undefined
  /** New values that are not yet in `row`: few rows are looked at again, and copying them costs. */
  values: AnyRow | null
  change: RowChange | null
}

/** One table's entries by id. */
interface TableEntries {
  readonly shape: TableShape
  readonly entries: Map<string, Entry>
}

/** The changes of one table, ready to be written. */
export interface TableChanges {
  readonly shape: TableShape
  readonly inserts: readonly AnyRow[]
  readonly updates: readonly { readonly key: AnyRow; readonly values: AnyRow; readonly expected: AnyRow }[]
  readonly deletes: readonly AnyRow[]
}

/** A layer; without one below it, it reads from the source. */
export class RowLayer implements RowSource {
  private readonly tables = new Map<string, TableEntries>()
  private readonly below: RowSource
  private changes = 0

  constructor(below: RowSource) {
    this.below = below
  }

  /** Whether there is anything to write. */
  get isChanged(): boolean {
    return this.changes > 0
  }

  async load(shape: TableShape, key: AnyRow): Promise<AnyRow | null> {
    const id = shape.idOf(key)
    const entry = this.tables.get(shape.name)?.entries.get(id)
    if (entry && entry.row !== undefined) return current(entry)
    const loaded = await this.below.load(shape, key)
    // Somebody may have changed it while it was read.
    return this.remember(shape, id, loaded)
  }

  async loadAll(shape: TableShape, where: AnyRow): Promise<readonly AnyRow[]> {
    const found = await this.below.loadAll(shape, where)
    const table = this.tables.get(shape.name)
    if (!table) return found
    const rows: AnyRow[] = []
    const seen = new Set<string>()
    for (const row of found) {
      const id = shape.idOf(row)
      seen.add(id)
      const now = seenRow(table.entries.get(id), row)
      if (now !== null && matches(now, where)) rows.push(now)
    }
    for (const [id, entry] of table.entries) {
      if (entry.change === null || seen.has(id)) continue
      const row = current(entry)
      if (row && matches(row, where)) rows.push(row)
    }
    return rows
  }

  /** Takes in a row that was read by other means, e.g. many at once. */
  remember(shape: TableShape, id: string, loaded: AnyRow | null): AnyRow | null {
    const { entries } = this.tableOf(shape)
    const entry = entries.get(id)
    if (!entry) {
      entries.set(id, { row: loaded, values: null, change: null })
      return loaded
    }
    if (entry.row === undefined) entry.row = loaded
    return current(entry)
  }

  insert(shape: TableShape, row: AnyRow): void {
    this.change(shape, shape.idOf(row), row, { kind: 'insert', row })
  }

  update(shape: TableShape, key: AnyRow, values: AnyRow, expected: AnyRow): void {
    this.change(shape, shape.idOf(key), undefined, { kind: 'update', values, expected })
  }

  delete(shape: TableShape, key: AnyRow): void {
    this.change(shape, shape.idOf(key), null, { kind: 'delete' })
  }

  /** Folds the changes of the layer above into this one. */
  absorb(above: RowLayer): void {
    for (const { shape, entries } of above.tables.values())
      for (const [id, { row, change }] of entries) {
        if (change !== null) this.change(shape, id, rowAfter(change), change)
        else if (row !== undefined) this.remember(shape, id, row)
      }
  }

  /** What there is to write, which counts as written from now on. */
  takeChanges(): TableChanges[] {
    if (this.changes === 0) return []
    const taken: TableChanges[] = []
    for (const { shape, entries } of this.tables.values()) {
      const inserts: AnyRow[] = []
      const updates: { key: AnyRow; values: AnyRow; expected: AnyRow }[] = []
      const deletes: AnyRow[] = []
      for (const [id, entry] of entries) {
        const { change } = entry
        if (change === null) continue
        entry.change = null
        if (change.kind === 'insert') inserts.push(change.row)
        else {
          const key = keyOf(shape, id)
          if (change.kind === 'delete') deletes.push(key)
          else updates.push({ key, values: change.values, expected: change.expected })
        }
      }
      if (inserts.length > 0 || updates.length > 0 || deletes.length > 0)
        taken.push({ shape, inserts, updates, deletes })
    }
    this.changes = 0
    return taken
  }

  /** Forgets what was loaded, for when rows were written by other means. Nothing may be left to write. */
  forget(): void {
    if (this.changes > 0) throw new Error('Expected every change to be written before rows are forgotten.')
    this.tables.clear()
  }

  private change(shape: TableShape, id: string, row: AnyRow | null | undefined, next: RowChange): void {
    const { entries } = this.tableOf(shape)
    const entry = entries.get(id)
    if (next.kind === 'update' && entry?.row) expectValues(shape, id, entry, next.expected)
    const before = entry?.change ?? null
    const change = foldChange(before, next, `"${id}" of "${shape.name}"`)
    this.changes += (change === null ? 0 : 1) - (before === null ? 0 : 1)
    const values = next.kind === 'update' ? next.values : null
    if (!entry) entries.set(id, { row, values, change })
    else {
      entry.change = change
      if (row !== undefined) entry.row = row
      entry.values = values && entry.values ? { ...entry.values, ...values } : values
    }
  }

  private tableOf(shape: TableShape): TableEntries {
    let table = this.tables.get(shape.name)
    if (!table) this.tables.set(shape.name, (table = { shape, entries: new Map<string, Entry>() }))
    return table
  }
}

/** The row as a change alone makes it; undefined where that depends on what it was. */
function rowAfter(change: RowChange): AnyRow | null | undefined {
  if (change.kind === 'update') return undefined
  return change.kind === 'insert' ? change.row : null
}

/** The row of an entry as it is seen, with its new values. */
function current(entry: Entry): AnyRow | null {
  if (entry.values && entry.row) {
    entry.row = { ...entry.row, ...entry.values }
    entry.values = null
  }
  return entry.row ?? null
}

/** A stored row as a layer with this entry sees it. */
function seenRow(entry: Entry | undefined, stored: AnyRow | null): AnyRow | null {
  if (!entry) return stored
  if (entry.row !== undefined) return current(entry)
  return entry.values && stored ? { ...stored, ...entry.values } : stored
}

function expectValues(shape: TableShape, id: string, { row, values }: Entry, expected: AnyRow): void {
  for (const property in expected) {
    const value = values && Object.hasOwn(values, property) ? values[property] : row?.[property]
    if (value !== expected[property])
      throw new Error(
        `Expected "${property}" of row "${id}" in "${shape.name}" to be ${String(expected[property])}, but it is ${String(value)}.`,
      )
  }
}

function matches(row: AnyRow, where: AnyRow): boolean {
  for (const property in where) if (row[property] !== where[property]) return false
  return true
}

/** The primary key that an id was made of. */
function keyOf({ key }: TableShape, id: string): AnyRow {
  const parts = key.length === 1 ? [id] : id.split('\u0000')
  return Object.fromEntries(
    key.map(({ property, type }, at) => [property, type === 'integer' ? Number(parts[at]) : parts[at]]),
  )
}
