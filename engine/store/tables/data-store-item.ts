import { EntitySchema } from 'typeorm'
import { integer, keyText, text } from './columns.ts'

/** What a data store of an institution's diagrams holds. */
export interface DataStoreItemRow {
  institutionId: string
  dataStoreId: string
  /** JSON. */
  value: string
  /** Counts the writes: the fence against a writer who read an older value. */
  version: number
}

export const dataStoreItemTable = new EntitySchema<DataStoreItemRow>({
  name: 'data_store_item',
  columns: {
    institutionId: keyText('institution_id'),
    dataStoreId: keyText('data_store_id'),
    value: text('value'),
    version: integer('version'),
  },
})
