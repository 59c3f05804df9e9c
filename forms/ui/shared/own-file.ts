/** Files that a form brings along: stored when they arrive, named by their ids afterwards. */
import type { FileView } from '../../../api/files/file-store.ts'
import { NotFound } from '../../../engine/model/errors.ts'
import type { Format } from '../../../engine/records/exchange/import-row.ts'
import type { PageCall } from './page.ts'

/** @returns null where it is not there, or somebody else brought it */
export async function ownFile({ ports, institutionId, caller }: PageCall, id: string): Promise<FileView | null> {
  if (id === '') return null
  try {
    const file = await ports.files.get(institutionId, id)
    return file.uploadedBy === caller.id ? file : null
  } catch (error) {
    if (error instanceof NotFound) return null
    throw error
  }
}

/** How a file of records is written, by the ending of its name; null where it is another kind. */
export function formatOf({ name }: FileView): Format | null {
  const [, ending] = /\.(csv|json)$/i.exec(name) ?? []
  return ending === undefined ? null : (ending.toLowerCase() as Format)
}
