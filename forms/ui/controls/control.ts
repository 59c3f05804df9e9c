/**
 * What a control knows: how to draw a field, how to write its value into the texts of a form, and how to read it back. The
 * three are kept together in one file per control, so that what is drawn is what is read.
 */
import type { VNode } from 'preact'
import type { Json } from '../../../engine/model/json.ts'
import type { SentenceFacts } from '../../check/sentences.ts'
import type { Language } from '../../check/form-file.ts'
import type { FieldShape } from './field-shape.ts'
import type { FormAction } from '../form/form-action.ts'
import type { Typed } from './typed.ts'

export interface Control {
  readonly draw: (field: FieldShape, drawing: Drawing) => VNode
  /** Tells the texts that the value is shown as. Never throws, also where the value is of another type. */
  readonly write: (field: FieldShape, value: Json, writing: Writing) => void
  /** @returns undefined where nothing was entered, or nothing that can be read; the latter it has refused */
  readonly read: (field: FieldShape, reading: Reading) => Json | undefined
}

/** One record to choose. */
export interface Choice {
  readonly id: string
  readonly label: string
  /** What tells it from others of that name, e.g. its number. */
  readonly note?: string
}

/** Records of registers that a page has looked up before it draws. */
export interface ReferenceChoices {
  /** Register → all of its records, where they are few. */
  readonly lists: { readonly [register: string]: readonly Choice[] }
  /** Register → record id → label, of what is chosen already. */
  readonly labels: { readonly [register: string]: { readonly [id: string]: string } }
  /** Field → what a search found. */
  readonly found?: { readonly [field: string]: readonly Choice[] }
}

export interface Drawing {
  readonly language: Language
  /** What stands in the fields: as typed, or the case's values written as people write them. */
  readonly typed: Typed
  /** Field → sentences. */
  readonly errors: ReadonlyMap<string, readonly string[]>
  readonly choices: ReferenceChoices
  /** The button that brought this page: where the reader goes on. */
  readonly asked: FormAction | null
  /** Nothing was posted yet. */
  readonly fresh: boolean
  /** The address that the form posts to, for buttons that come back to their place. */
  readonly action: string | null
  /** Files are named only: who reads the page may not open what they have sent. */
  readonly filesOnlyNamed?: boolean | undefined
  /** Draws a field within this one. */
  readonly draw: (field: FieldShape) => VNode
  /** Value of a field, decoded, for what depends on it. */
  readonly value: (field: FieldShape) => Json | undefined
}

export interface Writing {
  readonly language: Language
  readonly put: (name: string, text: string) => void
  readonly write: (field: FieldShape, value: Json) => void
}

export interface Reading {
  readonly language: Language
  /** The texts posted under a name; whoever asks for a name knows it. */
  readonly texts: (name: string) => readonly string[]
  /** The last of them without spaces around it; empty where there is none. */
  readonly text: (name: string) => string
  readonly read: (field: FieldShape) => Json | undefined
  /** @param kind of the sentence, where it is not the error's code */
  readonly refuse: (field: FieldShape, code: string, kind?: string, facts?: Partial<SentenceFacts>) => void
  /** Somebody typed what to look for. */
  readonly search: (field: FieldShape, register: string, words: string, chosen: boolean) => void
  /** Absent where nobody asks. */
  readonly file?: FileLookUp | undefined
}

/**
 * What is known of a file; undefined where it may not be used. Files of other systems may have a name and no id, which is
 * then ''.
 */
export type FileLookUp = (id: string, name: string) => StoredFile | undefined

/** A file as data name it; one of our store has all of it. */
export interface StoredFile {
  readonly id?: string
  readonly name: string
  readonly mediaType?: string
  /** Bytes. */
  readonly size?: number
}

/** @returns a value as one text, for controls of one text */
export function asText(value: Json): string {
  if (value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
