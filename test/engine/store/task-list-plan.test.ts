/** A page of open tasks costs what it shows, however many are open: the index has them in the order of the list. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { expect } from 'chai'
import { createEngine } from '../../../engine/index.ts'
import { selectTasks } from '../../../engine/store/look-ups/tasks.ts'
import { openStore } from '../../../engine/store/open-store.ts'
import { systemClock } from '../../../engine/system-clock.ts'
import { silentLog } from '../../support/silent-log.ts'

describe('the plan of a task list', () => {
  const visibleTo = { userId: 'kac', groups: ['KAC', 'KAC@*'] }
  const questions = {
    'the open tasks of a person': { visibleTo },
    'those due soon': { visibleTo, dueBefore: '2026-03-12T08:00:00.000Z' },
  }
  for (const [name, question] of Object.entries(questions)) {
    it(`reads ${name} in order, without sorting`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'ritums-'))
      const path = join(folder, 'plan.db')
      const store = await openStore({ path, clock: systemClock, log: silentLog })
      const engine = await createEngine({ store })
      const asked: { sql: string; values: readonly unknown[] }[] = []
      await store.read(async (manager) => {
        const { logger } = manager.dataSource
        const logQuery = logger.logQuery.bind(logger)
        logger.logQuery = (sql, values) => void asked.push({ sql, values: (values ?? []) as unknown[] })
        await selectTasks(
          manager,
          { institutionId: 'demo', state: 'open', ...question },
          null,
          '2026-03-12T07:00:00.000Z',
          51,
        )
        logger.logQuery = logQuery
      })
      await engine.close()

      const database = new SqliteDatabase(path, { readonly: true })
      const [{ sql, values } = { sql: '', values: [] }] = asked
      const plan = database.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values)
      const details = plan.map(({ detail }) => detail)
      expect(details[0]).to.include('USING INDEX task_open_due')
      expect(details.filter((detail) => detail.includes('TEMP B-TREE'))).to.deep.equal([])
      database.close()
      rmSync(folder, { recursive: true })
    })
  }
})
