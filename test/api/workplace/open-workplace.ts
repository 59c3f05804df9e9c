/** The workplace on a database of its own, with a clock that the test moves. */
import { createWorkplace, type Workplace } from '../../../api/workplace/index.ts'
import { API_MIGRATIONS, API_TABLES } from '../../../api/tables.ts'
import { openStore } from '../../../engine/store/open-store.ts'
import type { Store } from '../../../engine/store/store.ts'
import { freshDatabase } from '../../support/database.ts'
import { silentLog } from '../../support/silent-log.ts'

export interface TestWorkplace {
  readonly workplace: Workplace
  readonly store: Store
  readonly clock: { now(): Date }
  passTime(hours: number): void
  close(): Promise<void>
}

export async function openWorkplace(): Promise<TestWorkplace> {
  const database = await freshDatabase()
  let now = Date.parse('2026-03-02T08:00:00.000Z')
  const clock = { now: () => new Date(now) }
  const store = await openStore({
    ...database.address,
    clock,
    log: silentLog,
    entities: API_TABLES,
    migrations: API_MIGRATIONS,
  })
  return {
    workplace: createWorkplace({ store, clock, log: silentLog }),
    store,
    clock,
    passTime(hours) {
      now += hours * 3_600_000
    },
    async close() {
      await store.close()
      await database.release()
    },
  }
}

export const anna = { institutionId: 'institution', login: 'anna' } as const
export const berta = { institutionId: 'institution', login: 'berta' } as const
