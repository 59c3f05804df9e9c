import type { EntityManager } from 'typeorm'
import type { TableChanges } from '../../../engine/store/writing/row-layer.ts'
import type { AnyRow } from '../../../engine/store/writing/table-shape.ts'
import type { WriteConnection } from '../../../engine/store/writing/write-connection.ts'
import type { CheckName } from '../checks/check.ts'
import type { Random } from '../workload/random.ts'

/** Where a fault shows itself. `calm`: already without any crash. */
export type Scenario = 'calm' | 'duplicates' | 'kill' | 'power' | 'disk-full' | 'nodes' | 'frozen-node'

/** A mistake that somebody could make in the store, put between the writer and its database. A checker that does not find it proves nothing. */
export interface Fault {
  readonly name: string
  readonly scenario: Scenario
  /** One of these checks has to find it. */
  readonly foundBy: readonly CheckName[]
  beforeOpening?(path: string): void
  afterOpening?(manager: EntityManager): Promise<void>
  wrap?(connection: WriteConnection, random: Random): WriteConnection
}

/** A connection that does some things in another way; everything else it leaves to the one given. */
export function altered(connection: WriteConnection, changes: Partial<WriteConnection>): WriteConnection {
  // Not copied: what the connection gives may change with time.
  return Object.assign(Object.create(connection) as WriteConnection, changes)
}

type Change = 'inserts' | 'updates' | 'deletes'

/** A connection that forgets some changes of rows. @param forgets for an update the row is what it sets */
export function forgetful(
  connection: WriteConnection,
  forgets: (table: string, change: Change, row: AnyRow) => boolean,
): WriteConnection {
  const keep = ({ shape, inserts, updates, deletes }: TableChanges): TableChanges => ({
    shape,
    inserts: inserts.filter((row) => !forgets(shape.name, 'inserts', row)),
    updates: updates.filter(({ values }) => !forgets(shape.name, 'updates', values)),
    deletes: deletes.filter((key) => !forgets(shape.name, 'deletes', key)),
  })
  return altered(connection, { write: (changes) => connection.write(changes.map(keep)) })
}
