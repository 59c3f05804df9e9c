/** Tables of tracking: the code that opens an application to whoever sent it in, and who looks at one now. */
import { EntitySchema } from 'typeorm'
import type { Instant } from '../../engine/model/json.ts'

export interface TrackingCodeRow {
  institutionId: string
  /** Id of the case, which is the id of its record. */
  applicationId: string
  /** SHA-256 of the code: who reads the database cannot look at an application with it. */
  codeHash: string
  /** SHA-256 of the key of the form that was sent, so that the same form sent twice is one application. */
  formHash: string
  /** Of what was sent, keyed with the form's key: tells whether it is the same once more. */
  contentHash: string
  createdAt: Instant
}

export const TrackingCode = new EntitySchema<TrackingCodeRow>({
  name: 'TrackingCode',
  tableName: 'tracking_code',
  columns: {
    institutionId: { name: 'institution_id', type: 'varchar', primary: true },
    applicationId: { name: 'application_id', type: 'varchar', primary: true },
    codeHash: { name: 'code_hash', type: 'varchar' },
    formHash: { name: 'form_hash', type: 'varchar' },
    contentHash: { name: 'content_hash', type: 'varchar' },
    createdAt: { name: 'created_at', type: 'varchar' },
  },
})

export interface TrackingSessionRow {
  /** SHA-256 of the token in the cookie. */
  tokenHash: string
  institutionId: string
  applicationId: string
  expiresAt: Instant
  /** Hash of the last form that was carried out, and what was done: a double click is answered alike. */
  lastForm: string | null
  lastDone: string | null
}

export const TrackingSession = new EntitySchema<TrackingSessionRow>({
  name: 'TrackingSession',
  tableName: 'tracking_session',
  columns: {
    tokenHash: { name: 'token_hash', type: 'varchar', primary: true },
    institutionId: { name: 'institution_id', type: 'varchar' },
    applicationId: { name: 'application_id', type: 'varchar' },
    expiresAt: { name: 'expires_at', type: 'varchar' },
    lastForm: { name: 'last_form', type: 'varchar', nullable: true },
    lastDone: { name: 'last_done', type: 'varchar', nullable: true },
  },
})

/** What the data source has to know of tracking. */
export const TRACKING_TABLES = [TrackingCode, TrackingSession]
