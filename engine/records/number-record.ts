/** Record numbers such as `P-2026-000101`: counted per institution, register and year. */
import type { EntityManager } from 'typeorm'
import type { Instant } from '../model/json.ts'
import { numberSequenceTable } from './tables.ts'

/** Years turn at midnight where the institutions are. */
const YEAR = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Riga', year: 'numeric' })

/**
 * Takes the next number of a pattern: `{YYYY}` is the year of `now` in Latvia, a run of zeros such as `{000000}` the
 * counter with at least that many digits. Without `{YYYY}` the count goes on over the years. A rolled-back transaction gives
 * its number back.
 */
export async function numberRecord(
  manager: EntityManager,
  facts: { readonly institutionId: string; readonly register: string; readonly pattern: string; readonly now: Instant },
): Promise<string> {
  const { institutionId, register, pattern, now } = facts
  const year = pattern.includes('{YYYY}') ? Number(YEAR.format(new Date(now))) : 0
  const key = { institutionId, register, year }
  const raise = () =>
    manager
      .createQueryBuilder()
      .update(numberSequenceTable)
      .set({ last: () => 'last + 1' })
      .where(key)
      .execute()
  if ((await raise()).affected !== 1) {
    // Two first ones of a year may meet here: one inserts, both raise.
    await manager
      .createQueryBuilder()
      .insert()
      .into(numberSequenceTable)
      .values({ ...key, last: 0 })
      .orIgnore()
      .execute()
    await raise()
  }
  const { last } = await manager.findOneByOrFail(numberSequenceTable, key)
  return pattern
    .replace('{YYYY}', String(year))
    .replace(/\{(0+)\}/, (_, zeros: string) => String(last).padStart(zeros.length, '0'))
}
