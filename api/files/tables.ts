/** The table of stored files: who brought what, and where it belongs. */
import { EntitySchema } from 'typeorm'
import type { Instant } from '../../engine/model/json.ts'

export interface FileRow {
  id: string
  institutionId: string
  /** In hexadecimal; names the bytes in the folder. */
  sha256: string
  /** As the sender called it, made safe. */
  name: string
  /** As our own list of kinds says, whatever the sender called it. */
  mediaType: string
  /** Bytes. */
  size: number
  uploadedBy: string
  uploadedAt: Instant
  /** What it was brought for, e.g. `task:<id>`. */
  context: string | null
  /** The case that it belongs to, once it does. */
  processInstanceId: string | null
  /** Removed after that; null once it belongs somewhere. */
  keepUntil: Instant | null
}

export const StoredFile = new EntitySchema<FileRow>({
  name: 'StoredFile',
  tableName: 'file',
  columns: {
    id: { type: 'varchar', primary: true },
    institutionId: { name: 'institution_id', type: 'varchar' },
    sha256: { type: 'varchar' },
    name: { type: 'varchar' },
    mediaType: { name: 'media_type', type: 'varchar' },
    size: { type: 'integer' },
    uploadedBy: { name: 'uploaded_by', type: 'varchar' },
    uploadedAt: { name: 'uploaded_at', type: 'varchar' },
    context: { type: 'varchar', nullable: true },
    processInstanceId: { name: 'process_instance_id', type: 'varchar', nullable: true },
    keepUntil: { name: 'keep_until', type: 'varchar', nullable: true },
  },
})

/** What the data source has to know of files. */
export const FILE_TABLES = [StoredFile]
