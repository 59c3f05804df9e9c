import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm'
import { processInstanceTable } from '../tables/process-instance.ts'

/**
 * Narrows a question for due rows to those that no other node is at, and holds what it finds until the transaction ends.
 * Where there is one writer only, as on SQLite, nothing is held: nobody else is there.
 */
export function onlyFree<Row extends ObjectLiteral>(found: SelectQueryBuilder<Row>): SelectQueryBuilder<Row> {
  if (!sharesDatabase(found)) return found
  return found.setLock('pessimistic_write', undefined, [found.alias]).setOnLocked('skip_locked')
}

/** The same for rows that belong to an instance: the instance is what is held, because it guards everything of its own. */
export function onlyFreeInstances<Row extends ObjectLiteral & { processInstanceId: string }>(
  found: SelectQueryBuilder<Row>,
): SelectQueryBuilder<Row> {
  if (!sharesDatabase(found)) return found
  return found
    .innerJoin(processInstanceTable.options.name, 'instance', `instance.id = ${found.alias}.processInstanceId`)
    .setLock('pessimistic_write', undefined, ['instance'])
    .setOnLocked('skip_locked')
}

function sharesDatabase({ connection }: SelectQueryBuilder<ObjectLiteral>): boolean {
  return connection.options.type === 'postgres'
}
