/** Records as a handler or command sees them: inside its transaction, of its own institution only. */
import type { Instant, Json, Variables } from '../model/json.ts'

/** A record in its current version. */
export interface RecordView {
  readonly id: string
  readonly institutionId: string
  readonly register: string
  readonly number: string | null
  readonly status: string | null
  readonly version: number
  readonly data: Variables
  readonly createdAt: Instant
  readonly createdBy: string | null
  readonly updatedAt: Instant
  readonly updatedBy: string | null
}

/** One version of a record. */
export interface RecordVersionView {
  readonly version: number
  readonly at: Instant
  readonly by: string | null
  readonly status: string | null
  /** Null where the record was removed. */
  readonly data: Variables | null
}

/** Which records are added up, and by what. */
export interface RecordSumQuery {
  /** Top-level fields by whose values records are told apart; without any there is one group. */
  readonly groupBy: readonly string[]
  /** Fields that are added up; numbers with two decimals at most. */
  readonly sum: readonly string[]
  /** Compares top-level fields. */
  readonly where?: Variables
  readonly status?: readonly string[]
  /** Days that the field `date` lies between, which has an index: from the first one, before the last one. */
  readonly dates?: { readonly from?: string; readonly before?: string }
  /** Created at or after this instant. */
  readonly since?: Instant
  /** Created before this instant. */
  readonly until?: Instant
}

/** The records that have the same values. */
export interface RecordSum {
  /** The value of each field of `groupBy`; null where the records have none. */
  readonly group: Variables
  readonly count: number
  /** What each field of `sum` adds up to, exact to the hundredth. */
  readonly sums: Readonly<Record<string, number>>
}

/** Reading and writing records; all of it is part of the running transaction. */
export interface RecordUnit {
  /**
   * @throws DataRejected when the register's schema or a reference refuses the data
   * @throws Conflict `record-exists` (details: `id`) when a unique set is taken
   */
  create(
    register: string,
    data: Variables,
    options?: { readonly status?: string; readonly id?: string },
  ): Promise<RecordView>
  /** Merges `patch` (null removes a field). @throws NotFound, DataRejected, Conflict */
  update(
    register: string,
    id: string,
    patch: Variables,
    options?: { readonly status?: string; readonly expectedVersion?: number },
  ): Promise<RecordView>
  /** Takes it out of the register; its history stays. @throws NotFound, Conflict `record-in-use`, `record-changed` */
  remove(register: string, id: string, options?: { readonly expectedVersion?: number }): Promise<void>
  get(register: string, id: string): Promise<RecordView | null>
  /** By one unique set, e.g. `findBy('client', { identifier: '…' })`, or any equal top-level fields. */
  findBy(register: string, fields: Variables): Promise<RecordView | null>
  /** Newest first. `where` compares top-level fields; `text` searches the register's search fields. */
  list(
    register: string,
    query?: {
      readonly where?: Variables
      readonly status?: readonly string[]
      readonly text?: string
      /** Created at or after this instant. */
      readonly since?: Instant
      /** Created before this instant. */
      readonly until?: Instant
      readonly limit?: number
      /** Only records older than this one: the last of the page before. */
      readonly after?: Pick<RecordView, 'createdAt' | 'id'>
    },
  ): Promise<readonly RecordView[]>
  /** Those of the ids that are there, in no order; one query for many. */
  getMany(register: string, ids: readonly string[]): Promise<readonly RecordView[]>
  /**
   * The records of a register whose reference `field` names any of the ids: one step of a walk, set-based and on an index
   * however many ids there are. `anyOf` compares top-level fields, in the database. By id, each once; at most `limit`
   * (default and most 100,000).
   */
  related(
    ids: readonly string[],
    by: {
      readonly register: string
      readonly field: string
      readonly anyOf?: Readonly<Record<string, readonly Json[]>>
      readonly limit?: number
    },
  ): Promise<readonly RecordView[]>
  /**
   * How many records there are and what they add up to, own and shared, reckoned in the database however many there are.
   *
   * @throws DataRejected when a field is none of the register's, or there are more than 20,000 groups
   */
  sums(register: string, query: RecordSumQuery): Promise<readonly RecordSum[]>
  /**
   * The next number of a series of the institution's own, e.g. of one prefix, in a pattern as registers have them. It
   * never comes again while the transaction stands; without `{YYYY}` the count goes on over the years.
   */
  nextNumber(series: string, pattern: string): Promise<string>
  /** Every version, oldest first; `data` is null where the record was removed. */
  history(id: string): Promise<readonly RecordVersionView[]>
}
