/** Procedures and instructions at the processes: which there are, attaching, changing and removing them. */
import { DataRejected } from '../../engine/model/errors.ts'
import { KeyParams } from '../contract/definitions.ts'
import {
  AttachDocumentRequest,
  ChangeDocumentRequest,
  DocumentParams,
  ProcessDocument,
  ProcessDocumentList,
} from '../contract/process-documents.ts'
import { endpoint, type Reply } from '../endpoint.ts'
import { refuseUnlessMayAttachDocuments } from '../policies/definitions.ts'
import { presentAnswer } from '../present/answer.ts'
import { presentWhole } from '../present/page.ts'
import { versionIn } from './if-match.ts'

export const list = endpoint({
  operationId: 'listProcessDocuments',
  summary: 'Lists the procedures and instructions that are attached to a process and its steps',
  params: KeyParams,
  answers: { 200: ProcessDocumentList },
  handle: async ({ house, institutionId, params }) => {
    const [{ elements }, documents] = await Promise.all([
      house.documents.outline(institutionId, params.key),
      house.documents.list(institutionId, params.key),
    ])
    const there = new Set<string | null>([null, ...elements.map(({ id }) => id)])
    return presentWhole(documents.map((one) => ({ ...one, elementIsThere: there.has(one.elementId) })))
  },
})

export const attach = endpoint({
  operationId: 'attachProcessDocument',
  summary: 'Attaches a procedure or instruction, a file or a link, to a process or to a step of it',
  params: KeyParams,
  body: AttachDocumentRequest,
  answers: { 201: ProcessDocument },
  handle: async ({ house, caller, told, params, body }) => {
    refuseUnlessMayAttachDocuments(caller, params.key)
    refuseUnlessSources(body, 1)
    const { validTo = null, elementId = null, ...rest } = body
    return withEtag(presentAnswer(await house.documents.attach(told, params.key, { ...rest, validTo, elementId }), 201))
  },
})

export const change = endpoint({
  operationId: 'changeProcessDocument',
  summary: 'Changes what is said of a document, brings a new edition of it, or moves it to another step',
  params: DocumentParams,
  body: ChangeDocumentRequest,
  answers: { 200: ProcessDocument },
  handle: async ({ house, caller, told, institutionId, params, body, request }) => {
    refuseUnlessMayAttachDocuments(caller, params.key)
    refuseUnlessSources(body, 0)
    const expectedVersion = versionIn(request.ifMatch)
    const document = await house.documents.get(institutionId, params.key, params.documentId)
    const { title, language, edition, validFrom, validTo, elementId } = document
    const content = { title, language, edition, validFrom, validTo, elementId, ...body }
    return withEtag(presentAnswer(await house.documents.change(told, document, content, expectedVersion ?? undefined)))
  },
})

export const remove = endpoint({
  operationId: 'removeProcessDocument',
  summary: 'Takes a document away from its process; the register keeps it with its editions',
  params: DocumentParams,
  answers: { 200: ProcessDocument },
  handle: async ({ house, caller, told, institutionId, params }) => {
    refuseUnlessMayAttachDocuments(caller, params.key)
    const document = await house.documents.get(institutionId, params.key, params.documentId)
    return presentAnswer(await house.documents.remove(told, document))
  },
})

/** @throws {DataRejected} for a file and a link at once, and for fewer than the least */
function refuseUnlessSources(
  { fileId, link }: { readonly fileId?: string; readonly link?: string },
  least: 0 | 1,
): void {
  const given = [fileId, link].filter((one) => one !== undefined).length
  if (given === 1 || given === least) return
  const message = 'Expected either "fileId", of a file that was brought, or "link", but there are both or none.'
  throw new DataRejected(message, [{ pointer: '/fileId', code: 'one-source', message }])
}

function withEtag(reply: Reply): Reply {
  const { version } = reply.body as { readonly version: number }
  return { ...reply, headers: { ETag: `"${version}"` } }
}
