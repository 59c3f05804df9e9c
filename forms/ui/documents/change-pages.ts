/** Attaches a document to a process, and changes one that is attached: its words, its edition, its place. */
import { refuseUnlessMayAttachDocuments } from '../../../api/policies/definitions.ts'
import type { ProcessDocument } from '../../../api/process-documents/process-document.ts'
import { Conflict } from '../../../engine/model/errors.ts'
import { loadProcess } from '../owner/load-process.ts'
import { processAddress } from '../owner/process-address.ts'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import { dayOf, putTypedDay } from '../shared/typed-day.ts'
import { documentForm, wrongIn } from './document-form.tsx'
import { DOCUMENTS_ID } from './documents-section.tsx'
import { DOCUMENTS_TEXTS } from './documents-texts.ts'
import { FIELDS, readTypedDocument, typedOf, type TypedDocument } from './typed-document.ts'

export const showAttach: PageRoute['handle'] = async (call) => {
  refuseUnlessMayAttachDocuments(call.caller, keyOf(call))
  const typed = new URLSearchParams({ [FIELDS.language]: 'lv' })
  putTypedDay(typed, FIELDS.validFrom, dayOf(call.ports.clock.now()))
  return documentForm(call, { loaded: await loadProcess(call), document: null, typed, file: null, wrong: [] })
}

export const postAttach: PageRoute['handle'] = async (call) => {
  refuseUnlessMayAttachDocuments(call.caller, keyOf(call))
  const read = await readTypedDocument(call, null)
  return write(call, null, read, async () => {
    if (read.content) await call.ports.documents.attach(call.told, keyOf(call), read.content)
    return 'document-attached'
  })
}

export const showChange: PageRoute['handle'] = async (call) => {
  const document = await documentAsked(call)
  const loaded = await loadProcess(call)
  return documentForm(call, { loaded, document, typed: typedOf(document), file: null, wrong: [] })
}

export const postChange: PageRoute['handle'] = async (call) => {
  const document = await documentAsked(call)
  const read = await readTypedDocument(call, document)
  const version = Number(call.posted.fields.get(FIELDS.version))
  return write(call, document, read, async () => {
    if (read.content) await call.ports.documents.change(call.told, document, read.content, version)
    return 'document-changed'
  })
}

/** @throws {NotAllowed}, {NotFound} */
export async function documentAsked(call: PageCall): Promise<ProcessDocument> {
  const { ports, institutionId, params } = call
  refuseUnlessMayAttachDocuments(call.caller, keyOf(call))
  return ports.documents.get(institutionId, keyOf(call), params['documentId'] ?? '')
}

/** @returns where the reader goes when a document was changed */
export function afterwards(call: PageCall, done: string): string {
  return `${processAddress(keyOf(call))}?done=${done}#${DOCUMENTS_ID}`
}

/** Does the work, or shows the form again with what was typed and what is wrong with it. */
async function write(
  call: PageCall,
  document: ProcessDocument | null,
  { content, wrong, file }: TypedDocument,
  work: () => Promise<string>,
): Promise<PageReply> {
  const typed = call.posted.fields
  const again = async (more: Pick<Parameters<typeof documentForm>[1], 'wrong' | 'status'>): Promise<PageReply> =>
    documentForm(call, { loaded: await loadProcess(call), document, typed, file, ...more })
  if (content === null) return again({ wrong })
  try {
    return { redirect: afterwards(call, await work()) }
  } catch (error) {
    if (document !== null && error instanceof Conflict && error.code === 'record-changed') {
      // Saved once more it takes the place of what the other has written, which the reader now sees.
      typed.set(FIELDS.version, String(document.version))
      return again({ status: 409, wrong: [{ id: FIELDS.title, text: DOCUMENTS_TEXTS[call.language].wrong.changed }] })
    }
    return again({ wrong: wrongIn(error, call.language) })
  }
}

function keyOf({ params }: PageCall): string {
  return params['key'] ?? ''
}
