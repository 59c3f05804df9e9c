/** Procedures and instructions attached to a process or to a step of it. */
import { Type } from 'typebox'
import { Id, Key, nullable, object, oneOf, text } from './common.ts'

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', maxLength: 10, description: 'e.g. `2026-03-12`' })

export const DocumentParams = object({ key: Key, documentId: Id })

const SOURCE = {
  fileId: Type.Optional({ ...Id, description: 'a file that you brought by `POST /api/files`; a link in place of it' }),
  link: Type.Optional(Type.String({ pattern: '^https?://[^\\s]+$', maxLength: 2000 })),
}

const LANGUAGE = oneOf(['lv', 'en'], 'of the document')
const EDITION = text(100, 'as the institution calls it, e.g. `3.1`')
const ELEMENT = nullable({ ...Id, description: 'element of the diagram; null: the process as a whole' })
const UNTIL = nullable({ ...Day, description: 'last day; null: until further notice' })

export const AttachDocumentRequest = object(
  {
    title: text(300),
    language: LANGUAGE,
    edition: EDITION,
    validFrom: Day,
    validTo: Type.Optional(UNTIL),
    elementId: Type.Optional(ELEMENT),
    ...SOURCE,
  },
  { title: 'AttachDocumentRequest' },
)

export const ChangeDocumentRequest = object(
  {
    title: Type.Optional(text(300)),
    language: Type.Optional(LANGUAGE),
    edition: Type.Optional(EDITION),
    validFrom: Type.Optional(Day),
    validTo: Type.Optional(UNTIL),
    elementId: Type.Optional(ELEMENT),
    ...SOURCE,
  },
  { title: 'ChangeDocumentRequest' },
)

const DOCUMENT = {
  id: Id,
  version: Type.Integer({ description: 'also the ETag' }),
  processKey: Type.String(),
  elementId: nullable(Type.String()),
  elementName: nullable(Type.String({ description: 'what the element was called when the document was attached' })),
  title: Type.String(),
  language: LANGUAGE,
  edition: Type.String(),
  validFrom: Type.String(),
  validTo: nullable(Type.String()),
  file: nullable(
    object({ id: Id, name: Type.String(), mediaType: Type.String(), size: Type.Integer({ description: 'bytes' }) }),
  ),
  link: nullable(Type.String()),
}

export const ProcessDocument = object(DOCUMENT, { title: 'ProcessDocument' })

export const ProcessDocumentList = object(
  {
    items: Type.Array(
      object({
        ...DOCUMENT,
        elementIsThere: Type.Boolean({
          description: 'false: the diagram in force has lost the element; move or remove it',
        }),
      }),
    ),
    next: Type.Null(),
  },
  { title: 'ProcessDocumentList' },
)
