/** Files that a form names: only the caller's own count, with the facts that the store knows. */
import type { StoredFile } from '../controls/control.ts'
import { isObject, type Json, type Variables } from '../../../engine/model/json.ts'
import type { PageCall } from '../shared/page.ts'

/** As many as a form has room for. */
const MOST = 100

/** @returns what `decodeForm` asks about a stored file */
export async function ownFiles({
  ports,
  institutionId,
  caller,
  posted,
}: PageCall): Promise<(id: string) => StoredFile | undefined> {
  const named = [...posted.fields].flatMap(([name, value]) => (/\/\d+\/id$/.test(name) && value !== '' ? [value] : []))
  const brought = posted.files.flatMap(({ id }) => (id === '' ? [] : [id]))
  const files = await ports.files.list(institutionId, [...named, ...brought].slice(0, MOST))
  const own = new Map(
    files
      .filter(({ uploadedBy }) => uploadedBy === caller.id)
      .map(({ id, name, mediaType, size }) => [id, { id, name, mediaType, size }]),
  )
  return (id) => own.get(id)
}

/** From now on the files of these data belong to the case. */
export async function attachFiles(call: PageCall, form: Variables, processInstanceId: string): Promise<void> {
  const { ports, institutionId, caller } = call
  const ids = fileIds(form)
  if (ids.length > 0) await ports.files.attach({ institutionId, ids, by: caller.id, processInstanceId })
}

function fileIds(data: Json): readonly string[] {
  if (Array.isArray(data)) return data.flatMap(fileIds)
  if (!isObject(data)) return []
  const { id, name, mediaType } = data
  if (typeof id === 'string' && typeof name === 'string' && typeof mediaType === 'string') return [id]
  return Object.values(data).flatMap(fileIds)
}
