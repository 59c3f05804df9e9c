/**
 * The register store's tables. A record belongs to one institution (or to '' where it is shared by all), and its id is
 * unique within that institution only, so that two institutions may be given the same readable reference data and
 * neither can tell what the other has. Data is JSON as text; instants are RFC 3339 text in UTC.
 */
import { EntitySchema } from 'typeorm'

/** The current version of a record. */
export interface RecordRow {
  institutionId: string
  id: string
  register: string
  number: string | null
  status: string | null
  version: number
  data: string
  /** The register's search fields in lower case, as written and without diacritics. */
  search: string
  createdAt: string
  createdBy: string | null
  updatedAt: string
  updatedBy: string | null
}

/** Every version of a record, the current one included. */
export interface RecordVersionRow {
  institutionId: string
  recordId: string
  version: number
  at: string
  by: string | null
  status: string | null
  data: string
}

/** One taken value of a unique set: the primary key is what keeps it unique. */
export interface RecordKeyRow {
  institutionId: string
  register: string
  /** The fields joined by `+`, e.g. `sourceSystem+externalRef`. */
  keyName: string
  /** JSON list of the values. */
  keyValue: string
  recordId: string
}

/** A field of one record that names another: for integrity and for looking up in reverse. */
export interface RecordReferenceRow {
  institutionId: string
  recordId: string
  field: string
  targetId: string
}

/** A record that was taken out of its register; its versions stay. */
export interface RecordRemovalRow {
  institutionId: string
  recordId: string
  register: string
  number: string | null
  at: string
  by: string | null
}

/** Somebody has read personal data. */
export interface RecordReadRow {
  id: string
  institutionId: string
  at: string
  by: string
  register: string
  /** What was asked: `list`, `get`, `history`, `export`. */
  operation: string
  /** JSON list. */
  recordIds: string
  /** Why, in the reader's words. */
  purpose: string | null
}

/** The last number given per institution, register and year. */
export interface NumberSequenceRow {
  institutionId: string
  register: string
  year: number
  last: number
}

const text = { type: 'text' } as const
const optionalText = { type: 'text', nullable: true } as const
const institution = { type: 'text', primary: true, name: 'institution_id' } as const

export const recordTable = new EntitySchema<RecordRow>({
  name: 'record',
  tableName: 'record',
  columns: {
    institutionId: institution,
    id: { ...text, primary: true },
    register: text,
    number: optionalText,
    status: optionalText,
    version: { type: 'integer' },
    data: text,
    search: text,
    createdAt: { ...text, name: 'created_at' },
    createdBy: { ...optionalText, name: 'created_by' },
    updatedAt: { ...text, name: 'updated_at' },
    updatedBy: { ...optionalText, name: 'updated_by' },
  },
})

export const recordVersionTable = new EntitySchema<RecordVersionRow>({
  name: 'record_version',
  tableName: 'record_version',
  columns: {
    institutionId: institution,
    recordId: { ...text, primary: true, name: 'record_id' },
    version: { type: 'integer', primary: true },
    at: text,
    by: optionalText,
    status: optionalText,
    data: text,
  },
})

export const recordKeyTable = new EntitySchema<RecordKeyRow>({
  name: 'record_key',
  tableName: 'record_key',
  columns: {
    institutionId: institution,
    register: { ...text, primary: true },
    keyName: { ...text, primary: true, name: 'key_name' },
    keyValue: { ...text, primary: true, name: 'key_value' },
    recordId: { ...text, name: 'record_id' },
  },
})

export const recordReferenceTable = new EntitySchema<RecordReferenceRow>({
  name: 'record_reference',
  tableName: 'record_reference',
  columns: {
    institutionId: institution,
    recordId: { ...text, primary: true, name: 'record_id' },
    field: { ...text, primary: true },
    targetId: { ...text, primary: true, name: 'target_id' },
  },
})

export const recordRemovalTable = new EntitySchema<RecordRemovalRow>({
  name: 'record_removal',
  tableName: 'record_removal',
  columns: {
    institutionId: institution,
    recordId: { ...text, primary: true, name: 'record_id' },
    register: text,
    number: optionalText,
    at: text,
    by: optionalText,
  },
})

export const recordReadTable = new EntitySchema<RecordReadRow>({
  name: 'record_read',
  tableName: 'record_read',
  columns: {
    id: { ...text, primary: true },
    institutionId: { ...text, name: 'institution_id' },
    at: text,
    by: text,
    register: text,
    operation: text,
    recordIds: { ...text, name: 'record_ids' },
    purpose: optionalText,
  },
})

export const numberSequenceTable = new EntitySchema<NumberSequenceRow>({
  name: 'number_sequence',
  tableName: 'number_sequence',
  columns: {
    institutionId: institution,
    register: { ...text, primary: true },
    year: { type: 'integer', primary: true },
    last: { type: 'integer' },
  },
})

/** All tables of the register store, for the data source's `entities`. */
export const recordTables = [
  recordTable,
  recordVersionTable,
  recordKeyTable,
  recordReferenceTable,
  recordRemovalTable,
  recordReadTable,
  numberSequenceTable,
] as const
