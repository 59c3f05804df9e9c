import { engineTables } from '../tables/engine-tables.ts'
import type { TableChanges } from './row-layer.ts'

const order = new Map<string, number>(engineTables.map((table, index) => [table.options.name, index]))

/** The changes in an order in which rows may be inserted without breaking a foreign key; deletes go the other way. */
export function inWriteOrder(changes: readonly TableChanges[]): TableChanges[] {
  const place = ({ shape }: TableChanges): number => order.get(shape.name) ?? 0
  return [...changes].sort((a, b) => place(a) - place(b))
}

/** Changes of one kind that one statement can make: the same columns are set and expected. */
export function groupUpdates(updates: TableChanges['updates']): TableChanges['updates'][] {
  const groups = new Map<string, TableChanges['updates'][number][]>()
  for (const update of updates) {
    const columns = `${Object.keys(update.values).join()} ${Object.keys(update.expected).join()}`
    const group = groups.get(columns)
    if (group) group.push(update)
    else groups.set(columns, [update])
  }
  return [...groups.values()]
}
