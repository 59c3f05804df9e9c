/** A register: a type of record that is data (`processes/registers/*.json`), e.g. application, service, client. */
import type { Json } from '../model/json.ts'

/** What a register file says. */
export interface Register {
  /** Kebab-case, e.g. `application`. */
  readonly register: string
  readonly name: { readonly lv: string; readonly en: string }
  /** Number pattern, e.g. `P-{YYYY}-{000000}`: year and a counter per institution, register and year; null: no number. */
  readonly number: string | null
  /** JSON Schema 2020-12 of `data`. A property with `x-ref: "<register>"` holds the id of such a record (or a list), also within tables and objects; `x-personal: true` marks personal data. */
  readonly schema: Json
  /** Sets of fields that no two records of an institution may share; sets with a missing field do not count. */
  readonly unique: readonly (readonly string[])[]
  /** Fields that full-text search looks at. */
  readonly search: readonly string[]
  /** Field shown as the record's title: a text or `{lv,en}`. */
  readonly title: string
  /** Role keys; `*` is everybody who is logged in. */
  readonly access: { readonly read: readonly string[]; readonly write: readonly string[] }
  /** True: the typical content of an installation (services, categories …) rather than casework. */
  readonly reference: boolean
  /** Without it a record may have any status, or none. */
  readonly status?: {
    readonly codes: readonly string[]
    /** What a new record has where nobody says otherwise. Default: the first code. */
    readonly initial?: string
    /** The code list that these codes are copied from, with their labels. */
    readonly codeList?: string
    /** `process`: the status moves by the record's process only. Default: `people` for reference data. */
    readonly changedBy?: 'process' | 'people'
  }
  /** How pages lay its records out. */
  readonly ui?: RegisterLayout
  /** What people read in place of the names of fields. */
  readonly i18n?: { readonly lv: RegisterTexts; readonly en: RegisterTexts }
}

/** Which fields a page shows where. */
export interface RegisterLayout {
  /** Fields that a list shows beside title, number and status. */
  readonly list: readonly string[]
  /** Every field once, in groups under headings; without them in the order of the schema. */
  readonly sections?: readonly { readonly id: string; readonly fields: readonly string[] }[]
}

/** The texts of a register in one language. */
export interface RegisterTexts {
  /** What its records are called, e.g. `Services`. */
  readonly plural: string
  /** What it is for, in a sentence. */
  readonly purpose: string
  /** Section id → heading. */
  readonly sections?: { readonly [id: string]: string }
  /** Path of a field (`kind`, `channels/*` + `/url`, `executionTerm/unit`) → its texts. */
  readonly fields: { readonly [field: string]: RegisterFieldTexts }
}

/** The texts of one field in one language. */
export interface RegisterFieldTexts {
  readonly label: string
  readonly hint?: string
  /** Code of an enumeration that no code list has → what a person reads. */
  readonly options?: { readonly [code: string]: string }
}
