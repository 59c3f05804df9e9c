/** Takes a record out of its register. What it was stays in its history; what nothing more can name may go. */
import type { EntityManager } from 'typeorm'
import { Conflict, NotFound } from '../model/errors.ts'
import type { Instant } from '../model/json.ts'
import type { RecordView } from './record-unit.ts'
import { selectReferring } from './select-referring.ts'
import { recordKeyTable, recordReferenceTable, recordRemovalTable, recordTable, recordVersionTable } from './tables.ts'

/** The data of a history's last entry, when the record was removed. */
export const REMOVED = 'null'

/** How many of the records that still refer to it a refusal names. */
const NAMED = 5

/**
 * @throws Conflict `record-in-use` (details: `referring`) while a record refers to it
 * @throws NotFound when somebody was faster
 */
export async function removeRecord(
  manager: EntityManager,
  record: RecordView,
  stamp: { readonly now: Instant; readonly by: string | null },
): Promise<void> {
  const { institutionId, id, register, number, version } = record
  if (!(await holds(manager, record))) throw new NotFound(`${register} record`, id)

  const referring = await selectReferring(manager, { institutionId, id, limit: NAMED + 1 })
  if (referring.length > 0) {
    const named = referring.slice(0, NAMED)
    const list = named.map((one) => `${one.register} "${one.number ?? one.id}" (${one.field})`).join(', ')
    throw new Conflict(
      'record-in-use',
      `Expected a ${register} record that nothing refers to, but "${id}" is named by ${list}${referring.length > NAMED ? ' and others' : ''}. Change these first.`,
      { register, id, referring: named },
    )
  }
  await manager.delete(recordTable, { institutionId, id })
  await manager.delete(recordKeyTable, { institutionId, recordId: id })
  await manager.delete(recordReferenceTable, { institutionId, recordId: id })
  const entry = { institutionId, recordId: id, at: stamp.now, by: stamp.by }
  await manager.insert(recordVersionTable, { ...entry, version: version + 1, status: null, data: REMOVED })
  await manager.insert(recordRemovalTable, { ...entry, register, number })
}

/** On PostgreSQL whoever is about to refer to it is waited for, and finds it gone when we come first. */
async function holds(manager: EntityManager, { institutionId, id, version }: RecordView): Promise<boolean> {
  const [text, last] =
    manager.dataSource.options.type === 'postgres'
      ? ['institution_id = $1 AND id = $2 AND version = $3', ' FOR UPDATE']
      : ['institution_id = ? AND id = ? AND version = ?', '']
  const found = await manager.query<unknown[]>(`SELECT id FROM record WHERE ${text}${last}`, [
    institutionId,
    id,
    version,
  ])
  return found.length > 0
}

/**
 * Whether the id is free, and which version a new record of that id begins with: the history of a removed one goes on.
 *
 * @returns null when a record has the id
 */
export async function firstVersion(
  manager: EntityManager,
  institutionId: string,
  id: string,
): Promise<{ readonly version: number; readonly wasRemoved: boolean } | null> {
  const last = await manager.findOne(recordVersionTable, {
    where: { institutionId, recordId: id },
    order: { version: 'DESC' },
  })
  if (!last) return { version: 1, wasRemoved: false }
  return last.data === REMOVED ? { version: last.version + 1, wasRemoved: true } : null
}
