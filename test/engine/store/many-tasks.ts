/** Very many tasks, each of a case of its own, put in by the database itself: half of them open, half of them done. */
import type { Store } from '../../../engine/store/store.ts'
import { addInstances } from './instance-rows.ts'

export const INSTITUTION = 'i'
/** Tasks are shared out among as many groups as this: `G@0`, `G@1` … of the role `G`. */
export const GROUPS = 40
/** `case0`, `case1` …: what cases are about. */
export const CATEGORIES = 25

const AT = '2026-03-02T08:00:00.000Z'

/** @param count of open tasks, and of tasks that are done */
export async function addManyTasks(store: Store, count: number): Promise<void> {
  await addInstances(store, ['first'])
  await store.write(async (manager) => {
    const each = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${2 * count - 1})`
    const id = `'c' || CAST(10000000 + i AS text)`
    const open = 'i % 2 = 0'
    const due = `CASE WHEN i % 5 = 0 THEN NULL ELSE '2026-03-0' || CAST(i % 9 + 1 AS text) || 'T' || CAST(10 + i % 14 AS text) || ':00:00.000Z' END`
    const put = (table: string, columns: string, values: string) =>
      manager.query(`INSERT INTO ${table} (${columns}) ${each} SELECT ${values} FROM n`)
    await put(
      'process_instance',
      'id, institution_id, holder_id, process_key, definition_id, definition_version, status, state, state_format, version, history_count, started_at, root_instance_id',
      `${id}, '${INSTITUTION}', '', 'p', 'p:1', 1, 'active', '{}', 1, 0, 0, '${AT}', ${id}`,
    )
    await put(
      'task',
      'id, institution_id, process_instance_id, root_instance_id, process_key, definition_id, element_id, name, assignee, priority, due_at, state, created_at, completed_by',
      `${id} || '.1', '${INSTITUTION}', ${id}, ${id}, 'p', 'p:1', 't' || CAST(i % 7 AS text), 'Task', CASE WHEN i % 400 = 0 THEN 'anna' END, i % 100, ${due}, CASE WHEN ${open} THEN 'open' ELSE 'completed' END, '2026-02-' || CAST(10 + i % 19 AS text) || 'T08:00:00.000Z', CASE WHEN ${open} THEN NULL ELSE 'u' || CAST(i % 50 AS text) END`,
    )
    for (const [kind, value] of [
      ['group', `'G@' || CAST(i / 2 % ${GROUPS} AS text)`],
      ['anywhere', `'G@*'`],
    ])
      await put(
        'task_candidate',
        'task_id, kind, value, institution_id, open_due',
        `${id} || '.1', '${kind}', ${value}, '${INSTITUTION}', CASE WHEN ${open} THEN COALESCE(${due}, '9999') END`,
      )
    await put(
      'case_summary',
      'root_instance_id, institution_id, subject, case_number, category, case_priority',
      `${id}, '${INSTITUTION}', 'Subject', 'P-' || CAST(10000000 + i AS text), 'case' || CAST(i % ${CATEGORIES} AS text), 'P' || CAST(i % 4 + 1 AS text)`,
    )
    for (const word of [`'declaration'`, `'n' || CAST(10000000 + i AS text)`, `'surname' || CAST(i % 997 AS text)`])
      await put('case_word', 'institution_id, word, root_instance_id', `'${INSTITUTION}', ${word}, ${id}`)
    if (manager.dataSource.options.type === 'postgres') await manager.query('ANALYZE')
  })
}
