/** What the form of a document says: its content, or what is wrong with it. */
import type { DocumentContent } from '../../../api/process-documents/process-documents.ts'
import type { ProcessDocument } from '../../../api/process-documents/process-document.ts'
import type { FileView } from '../../../api/files/file-store.ts'
import { ownFile } from '../shared/own-file.ts'
import type { PageCall } from '../shared/page.ts'
import type { SummaryError } from '../shared/parts/error-summary.tsx'
import { putTypedDay, readTypedDay } from '../shared/typed-day.ts'
import { DOCUMENTS_TEXTS } from './documents-texts.ts'

/** Names of the controls. */
export const FIELDS = {
  title: 'title',
  language: 'language',
  edition: 'edition',
  validFrom: 'validFrom',
  validTo: 'validTo',
  elementId: 'elementId',
  file: 'file',
  /** A file that came with this form before, when something else of it was wrong. */
  kept: 'fileId',
  link: 'link',
  version: 'version',
} as const

export interface TypedDocument {
  /** Null where something is wrong. */
  readonly content: DocumentContent | null
  readonly wrong: readonly SummaryError[]
  /** The file that was chosen, now or with this form before. */
  readonly file: FileView | null
}

/** @param before the document that is changed; null for a new one */
export async function readTypedDocument(call: PageCall, before: ProcessDocument | null): Promise<TypedDocument> {
  const { fields } = call.posted
  const texts = DOCUMENTS_TEXTS[call.language].wrong
  const wrong: SummaryError[] = []
  const refuse = (id: string, text: string): void => void wrong.push({ id, text })
  const typed = (name: string): string => (fields.get(name) ?? '').trim()

  const title = typed(FIELDS.title)
  if (title === '' || title.length > 300) refuse(FIELDS.title, texts.title)
  const { source, file, problem } = await readSource(call, before)
  if (problem) wrong.push(problem)
  const edition = typed(FIELDS.edition)
  if (edition === '' || edition.length > 100) refuse(FIELDS.edition, texts.edition)
  const language = typed(FIELDS.language)
  if (language !== 'lv' && language !== 'en') refuse(FIELDS.language, texts.language)
  const validFrom = readTypedDay(fields, FIELDS.validFrom)
  if (!validFrom) refuse(FIELDS.validFrom, texts.from)
  const validTo = readTypedDay(fields, FIELDS.validTo)
  if (validTo === null) refuse(FIELDS.validTo, texts.day)
  if (validFrom && validTo && validTo < validFrom) refuse(FIELDS.validTo, texts.order)

  if (wrong.length > 0 || !validFrom || (language !== 'lv' && language !== 'en')) return { content: null, wrong, file }
  const elementId = typed(FIELDS.elementId) || null
  const content = { title, language, edition, validFrom, validTo: validTo || null, elementId, ...source } as const
  return { content, wrong, file }
}

interface Source {
  readonly source: Pick<DocumentContent, 'fileId' | 'link'>
  readonly file: FileView | null
  readonly problem?: SummaryError
}

/** A file that comes now goes before a link; a link before a file that came with an earlier try. */
async function readSource(call: PageCall, before: ProcessDocument | null): Promise<Source> {
  const texts = DOCUMENTS_TEXTS[call.language]
  const { fields, files } = call.posted
  const link = (fields.get(FIELDS.link) ?? '').trim()
  const sent = files.find(({ field, name, size }) => field === FIELDS.file && (name !== '' || size > 0))
  const at = (id: string, text: string): Source => ({ source: {}, file: null, problem: { id, text } })
  if (sent?.problem) return at(FIELDS.file, texts.fileProblems[sent.problem](sent.name))
  const isNewLink = link !== '' && link !== before?.link
  if (sent && isNewLink) return { ...at(FIELDS.file, texts.wrong.both), file: await ownFile(call, sent.id) }
  if (isNewLink) {
    const isWhole = /^https?:\/\/\S+$/.test(link) && URL.canParse(link) && link.length <= 2000
    return isWhole ? { source: { link }, file: null } : at(FIELDS.link, texts.wrong.link)
  }
  const file = await ownFile(call, sent?.id ?? fields.get(FIELDS.kept) ?? '')
  if (file) return { source: { fileId: file.id }, file }
  const stays = before !== null && (before.file !== null || link !== '')
  return stays ? { source: {}, file: null } : at(FIELDS.file, texts.wrong.source)
}

/** What the form of a document shows when it is opened. */
export function typedOf(document: ProcessDocument): URLSearchParams {
  const { title, language, edition, elementId, link, version } = document
  const typed = new URLSearchParams({ title, language, edition })
  typed.set(FIELDS.elementId, elementId ?? '')
  typed.set(FIELDS.link, link ?? '')
  typed.set(FIELDS.version, String(version))
  putTypedDay(typed, FIELDS.validFrom, document.validFrom)
  if (document.validTo !== null) putTypedDay(typed, FIELDS.validTo, document.validTo)
  return typed
}
