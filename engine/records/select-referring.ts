/** Who refers to a record: the question in reverse. */
import type { EntityManager } from 'typeorm'
import { recordReferenceTable, recordTable } from './tables.ts'

/** A record that names another. */
export interface ReferringRecord {
  readonly register: string
  readonly id: string
  readonly number: string | null
  readonly status: string | null
  /** The field that names it: `serviceId`, `updates.ciId`. */
  readonly field: string
}

/** Which referring records are asked for. */
export interface ReferringQuery {
  readonly institutionId: string
  /** The record that is referred to. */
  readonly id: string
  /** Only records of these registers; all where none are named. */
  readonly registers?: readonly string[]
  /** After this one, in the order of field and id. */
  readonly after?: { readonly field: string; readonly id: string }
  readonly limit: number
}

/** In the order of fields, then ids; a record does not refer to itself. */
export async function selectReferring(
  manager: EntityManager,
  { institutionId, id, registers, after, limit }: ReferringQuery,
): Promise<readonly ReferringRecord[]> {
  const select = manager
    .createQueryBuilder(recordReferenceTable, 'reference')
    .innerJoin(
      recordTable.options.name,
      'record',
      'record.institutionId = reference.institutionId AND record.id = reference.recordId',
    )
    .select('record.register', 'register')
    .addSelect('record.id', 'id')
    .addSelect('record.number', 'number')
    .addSelect('record.status', 'status')
    .addSelect('reference.field', 'field')
    .where('reference.institutionId = :institutionId AND reference.targetId = :id', { institutionId, id })
    .andWhere('reference.recordId <> :id')
  if (registers) {
    if (registers.length === 0) return []
    select.andWhere('record.register IN (:...registers)', { registers })
  }
  if (after) {
    select.andWhere('(reference.field > :field OR (reference.field = :field AND reference.recordId > :last))', {
      field: after.field,
      last: after.id,
    })
  }
  return select
    .orderBy('reference.field', 'ASC')
    .addOrderBy('reference.recordId', 'ASC')
    .limit(limit)
    .getRawMany<ReferringRecord>()
}
