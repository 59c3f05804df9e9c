/** Tables of the workplace: what belongs to one person and to no case. */
import { EntitySchema } from 'typeorm'
import type { Instant } from '../../engine/model/json.ts'
import type { NoticeEvent } from './preferences.ts'

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

export interface SavedViewRow {
  id: string
  institutionId: string
  owner: string
  name: string
  /** As in the address of the page, without `?`. */
  query: string
  /** Candidate group; null: nobody else. */
  sharedWith: string | null
  createdAt: Instant
}

export const SavedView = new EntitySchema<SavedViewRow>({
  name: 'SavedView',
  tableName: 'saved_view',
  columns: {
    id: { type: 'varchar', primary: true },
    institutionId: { name: 'institution_id', type: 'varchar' },
    owner: { type: 'varchar' },
    name: { type: 'varchar' },
    query: { type: 'text' },
    sharedWith: { name: 'shared_with', type: 'varchar', nullable: true },
    createdAt: { name: 'created_at', type: 'varchar' },
  },
})

export interface PreferenceRow {
  institutionId: string
  login: string
  /** JSON of what was decided. */
  content: string
  updatedAt: Instant
}

export const Preference = new EntitySchema<PreferenceRow>({
  name: 'Preference',
  tableName: 'preference',
  columns: {
    institutionId: { name: 'institution_id', type: 'varchar', primary: true },
    login: { type: 'varchar', primary: true },
    content: { type: 'text' },
    updatedAt: { name: 'updated_at', type: 'varchar' },
  },
})

export interface NoticeRow {
  id: string
  institutionId: string
  login: string
  kind: NoticeEvent
  /** What happened; with the person unique. */
  eventKey: string
  taskId: string | null
  processInstanceId: string | null
  /** JSON object. */
  facts: string
  at: Instant
  readAt: Instant | null
}

export const Notice = new EntitySchema<NoticeRow>({
  name: 'Notice',
  tableName: 'notice',
  columns: {
    id: { type: 'varchar', primary: true },
    institutionId: { name: 'institution_id', type: 'varchar' },
    login: { type: 'varchar' },
    kind: { type: 'varchar' },
    eventKey: { name: 'event_key', type: 'varchar' },
    taskId: { name: 'task_id', type: 'varchar', nullable: true },
    processInstanceId: { name: 'process_instance_id', type: 'varchar', nullable: true },
    facts: { type: 'text' },
    at: { type: 'varchar' },
    readAt: { name: 'read_at', type: 'varchar', nullable: true },
  },
})

export interface NoticeCursorRow {
  institutionId: string
  /** Everybody has been told of what happened up to here. */
  toldUntil: Instant
  /** What is being told of now ends here; null: nothing. */
  tellingUntil: Instant | null
}

export const NoticeCursor = new EntitySchema<NoticeCursorRow>({
  name: 'NoticeCursor',
  tableName: 'notice_cursor',
  columns: {
    institutionId: { name: 'institution_id', type: 'varchar', primary: true },
    toldUntil: { name: 'told_until', type: 'varchar' },
    tellingUntil: { name: 'telling_until', type: 'varchar', nullable: true },
  },
})

/** What the data source has to know of the workplace. */
export const WORKPLACE_TABLES = [Draft, SavedView, Preference, Notice, NoticeCursor]
