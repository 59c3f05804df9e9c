/** What a form of a page has sent, read and bounded. */

/** A file that came with a form. */
export interface PostedFile {
  /** Name of the form's field. */
  readonly field: string
  readonly name: string
  readonly mediaType: string
  /** Bytes. */
  readonly size: number
  /** Of the file in the store; empty where there is a problem. */
  readonly id: string
  readonly problem?: 'too-large' | 'wrong-kind' | 'infected' | 'not-scanned' | 'too-many'
}

export interface Posted {
  readonly fields: URLSearchParams
  readonly files: readonly PostedFile[]
}

export const NOTHING_POSTED: Posted = { fields: new URLSearchParams(), files: [] }
