/**
 * Whether the books of a simulated time are consistent: what the engine, its records and its accounts say is held against
 * what the simulated people did, against the calendar, and against each other.
 */
import type { Instant, Variables } from '../../../engine/model/json.ts'
import type { Standing } from '../../../processes/maturity/maturity.ts'
import { addTo, collectFacts, type Facts } from '../../crash/checks/facts.ts'
import { orphans } from '../../crash/checks/orphans.ts'
import { readSqlite } from '../../crash/checks/snapshot.ts'
import type { Lived, YearOptions } from '../run.ts'
import type { World } from '../world.ts'
import { applications } from './applications.ts'
import { engineAtRest } from './engine-at-rest.ts'
import { outages } from './outages.ts'
import { periods } from './periods.ts'
import { renewals } from './renewals.ts'
import { standing } from './standing.ts'
import { timerStarts } from './timer-starts.ts'
import { work } from './work.ts'
import { workingTime } from './working-time.ts'

/** A record as it stands at the end. */
export interface BookRecord {
  readonly id: string
  readonly number: string | null
  readonly status: string | null
  readonly data: Variables
  readonly createdAt: Instant
}

/** All that is looked at, read once: a check asks nobody. */
export interface Books {
  /** `end` is the last moment at which anything was done. */
  readonly options: Pick<YearOptions, 'from' | 'end' | 'downtimes'>
  readonly world: Pick<World, 'intents' | 'disturbances' | 'work'>
  readonly facts: Facts
  /** By register. */
  readonly records: ReadonlyMap<string, readonly BookRecord[]>
  readonly standing: Standing
}

/** One thing that must be true. @returns a sentence for everything that does not add up */
export type BookCheck = (books: Books) => Iterable<string>

const CHECKS: readonly BookCheck[] = [
  applications,
  work,
  outages,
  engineAtRest,
  timerStarts,
  periods,
  renewals,
  workingTime,
  standing,
  ({ facts }) => orphans(facts),
  ({ facts }) => facts.snapshot.damage,
]

/** Reads them from outside the engine, from the file. */
export async function openBooks({ house, world, options }: Lived): Promise<Books> {
  const { address } = house.database
  if (!('path' in address)) throw new Error('Expected a database in a file, because the books are read from outside.')
  const facts = collectFacts(await readSqlite(address.path), [])
  const records = new Map<string, BookRecord[]>()
  for (const { register, data, ...row } of facts.snapshot.records) {
    const record = { ...row, data: JSON.parse(data) as Variables }
    addTo(records, register, record)
  }
  return { options: { ...options, end: house.instant }, world, facts, records, standing: await house.standing() }
}

/** @returns a sentence for everything that does not add up */
export function findFaultsInBooks(books: Books): readonly string[] {
  return CHECKS.flatMap((check) => [...check(books)])
}
