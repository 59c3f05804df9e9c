/**
 * Data stores (BPMN 2.0.2 §10.4.1): read before a run of the core, written with what it did, in the same transaction. Whoever
 * has read one keeps it until the transaction ends, so that no write is lost to another that began from the same value.
 */
import { refusedValue } from '../model/errors.ts'
import type { Json, Variables } from '../model/json.ts'
import type { ProcessDefinition } from '../model/process-definition.ts'
import { dataStoreItemTable } from '../store/tables/data-store-item.ts'
import type { Unit } from './unit.ts'

/** The stores that a definition names, in the order of their ids; nothing is asked for a definition that names none. */
export async function readDataStores(
  unit: Unit,
  institutionId: string,
  { dataStores = [] }: ProcessDefinition,
): Promise<Variables> {
  const values: [string, Json][] = []
  for (const dataStoreId of dataStores) {
    const row = await unit.rows.find(dataStoreItemTable, { institutionId, dataStoreId })
    if (row) values.push([dataStoreId, JSON.parse(row.value)])
  }
  return Object.fromEntries(values)
}

/** @throws DataRejected when the value is larger than the data of an instance may be */
export async function writeDataStore(
  unit: Unit,
  key: { readonly institutionId: string; readonly dataStoreId: string },
  value: Json,
  maxBytes: number,
): Promise<void> {
  const stored = JSON.stringify(value)
  if (Buffer.byteLength(stored) > maxBytes) {
    const message = `Expected at most ${maxBytes} bytes in data store "${key.dataStoreId}", but this step would exceed them.`
    throw refusedValue('', 'too-large', message)
  }
  const before = await unit.rows.find(dataStoreItemTable, key)
  if (before === null) {
    unit.rows.insert(dataStoreItemTable, { ...key, value: stored, version: 1 })
    return
  }
  const { version } = before
  unit.rows.update(dataStoreItemTable, key, { value: stored, version: version + 1 }, { version })
}
