/** Tables of the workplace: what belongs to one person and to no case. */
import { EntitySchema } from 'typeorm'
import type { Instant } from '../../engine/model/json.ts'

export interface DraftRow {
  institutionId: string
  login: string
  /** See `drafts.ts`. */
  key: string
  /** The fields of the form as they were typed, as a form would post them. */
  entered: string
  /** 1 for the first; one more with each time it is saved. */
  version: number
  savedAt: Instant
}

export const Draft = new EntitySchema<DraftRow>({
  name: 'Draft',
  tableName: 'draft',
  columns: {
    institutionId: { name: 'institution_id', type: 'varchar', primary: true },
    login: { type: 'varchar', primary: true },
    key: { type: 'varchar', primary: true },
    entered: { type: 'text' },
    version: { type: 'integer' },
    savedAt: { name: 'saved_at', type: 'varchar' },
  },
})

/** What the data source has to know of the workplace. */
export const WORKPLACE_TABLES = [Draft]
