/** Something about the text of a file that keeps it from being parsed at all. */
export interface XmlTrouble {
  readonly code:
    | 'too-large'
    | 'too-deep'
    | 'too-many-elements'
    | 'too-many-namespaces'
    | 'doctype-forbidden'
    | 'illegal-character'
    | 'xml-invalid'
  /** 1-based; null where the file as a whole is meant. */
  readonly line: number | null
  /** One sentence: what is wrong and what to do. */
  readonly message: string
}
