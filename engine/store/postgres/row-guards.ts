import type { TableShape } from '../writing/table-shape.ts'

/**
 * Which lock stands before a row that a command reads in order to change it.
 *
 * `itself`: its own. `instance`: that of the process instance it belongs to, so that a command needs one lock whatever it
 * changes of an instance. `none`: rows that are only ever added, that are reached through a guarded one, or whose writers
 * agree by a name; and definitions, which every new instance refers to and which must not be held.
 */
export type RowGuard = 'itself' | 'instance' | 'none'

const BY_THEMSELVES: ReadonlySet<string> = new Set([
  'process_instance',
  'message',
  'start_timer',
  'data_store_item',
  'outbox',
])

/** The guard of a table's rows. */
export function guardOf({ name, columns, key }: TableShape): RowGuard {
  if (BY_THEMSELVES.has(name)) return 'itself'
  const [only] = key
  const belongs = columns.some(({ property }) => property === 'processInstanceId')
  // History is only ever added; its key has several parts.
  return belongs && key.length === 1 && only?.property === 'id' ? 'instance' : 'none'
}
