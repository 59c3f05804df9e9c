/** The terms of the method, as its documents define them: what people mean by the words of the pages. */
import type { Bilingual } from './load-process-data.ts'

export interface GlossaryTerm {
  /** Kebab-case; where a link on the page of the glossary leads. */
  readonly id: string
  readonly term: Bilingual
  readonly definition: Bilingual
  /** A document and, where it has sections, which of them, e.g. `S004 §2.1`. */
  readonly sources: readonly string[]
}

export interface Glossary {
  /** The documents, by the first word of a source. */
  readonly sources: readonly { readonly id: string; readonly name: Bilingual }[]
  readonly terms: readonly GlossaryTerm[]
}
