/** Files: bringing them, before the form that names them; and reading them. */
import { DataRejected, NotFound } from '../../engine/model/errors.ts'
import { File, FileContext, FileList, FileParams, FileQuery } from '../contract/files.ts'
import { endpoint, type Call } from '../endpoint.ts'
import type { FileView } from '../files/file-store.ts'
import { readParts } from '../files/read-parts.ts'
import { mayReadFile } from '../policies/files.ts'
import { fileHeaders } from '../present/file-headers.ts'
import { seesInstance } from './visible-instance.ts'

const FIELD_LIMITS = { mostFields: 20, mostFieldBytes: 10_000 }

export const handIn = endpoint({
  operationId: 'handInFiles',
  summary: 'Takes files; those that no case names within some days are removed',
  query: FileContext,
  intake: 'multipart/form-data',
  answers: { 201: FileList },
  handle: async ({ house, caller, institutionId, query, request }) => {
    const { context = null } = query
    const facts = { institutionId, uploadedBy: caller.id, context }
    const { files } = await readParts(request.body, house.files, facts, FIELD_LIMITS)
    const refused = files.flatMap(({ name, problem }, index) =>
      problem === undefined
        ? []
        : [
            {
              pointer: `/files/${index}`,
              code: problem,
              message: `Expected a file that is taken, but "${name}" is not.`,
            },
          ],
    )
    if (refused.length > 0 || files.length === 0) {
      const problem = files.length === 0 ? 'there is none' : refused.map(({ code }) => code).join(', ')
      throw new DataRejected(`Expected files that are taken, but: ${problem}.`, refused)
    }
    const items = await house.files.list(
      institutionId,
      files.map(({ id }) => id),
    )
    return { status: 201, body: { items: items.map(presentFile) } }
  },
})

export const get = endpoint({
  operationId: 'getFile',
  summary: 'Reads what is known of a file',
  params: FileParams,
  answers: { 200: File },
  handle: async (call) => ({ body: presentFile(await readable(call)) }),
})

export const getContent = endpoint({
  operationId: 'getFileContent',
  summary: 'Reads a file, to be saved',
  params: FileParams,
  query: FileQuery,
  answers: { 200: 'application/octet-stream' },
  handle: async (call) => {
    const file = await readable(call)
    const { files } = call.house
    const inline = call.query.inline === true && files.kinds.mayShow(file.mediaType)
    return { pieces: await files.read(file), headers: fileHeaders(file, inline) }
  },
})

type Asking = Pick<
  Call<{ readonly fileId: string }, unknown, unknown>,
  'house' | 'engine' | 'caller' | 'institutionId' | 'params'
>

/** @throws {NotFound} in the same words, for what is not there and what the caller may not know of */
async function readable({ house, engine, caller, institutionId, params }: Asking): Promise<FileView> {
  const { fileId } = params
  const file = await house.files.get(institutionId, fileId)
  const { processInstanceId } = file
  const seesCase =
    processInstanceId !== null && (await seesInstance({ engine, caller, institutionId }, processInstanceId))
  if (!mayReadFile(caller, file, seesCase)) throw new NotFound('file', fileId)
  return file
}

function presentFile({
  id,
  name,
  mediaType,
  size,
  sha256,
  uploadedBy,
  uploadedAt,
  context,
  processInstanceId,
}: FileView) {
  return { id, name, mediaType, size, sha256, uploadedBy, uploadedAt, context, processInstanceId }
}
