/** A file that was handed in, to be saved by whoever brought it or may see its case. */
import { NotFound } from '../../../engine/model/errors.ts'
import { mayReadFile } from '../../../api/policies/files.ts'
import { fileHeaders } from '../../../api/present/file-headers.ts'
import { seesInstance } from '../../../api/routes/visible-instance.ts'
import type { PageRoute } from '../shared/page.ts'

export const downloadFile: PageRoute['handle'] = async ({ ports, caller, institutionId, params }) => {
  const fileId = params['fileId'] ?? ''
  const file = await ports.files.get(institutionId, fileId)
  const { processInstanceId } = file
  const seesCase =
    processInstanceId !== null &&
    (await seesInstance({ engine: ports.engine, caller, institutionId }, processInstanceId))
  if (!mayReadFile(caller, file, seesCase)) throw new NotFound('file', fileId)
  return { download: await ports.files.read(file), mediaType: file.mediaType, headers: fileHeaders(file, false) }
}
