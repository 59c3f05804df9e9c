/** The files of a bundle that is looked at before it is deployed: loose files of who brought them, and nobody else's. */
import type { FileView } from '../../../api/files/file-store.ts'
import type { ResourceFile } from '../../../engine/model/deployment.ts'
import { NotFound } from '../../../engine/model/errors.ts'
import type { PageCall } from '../shared/page.ts'

/** Field and parameter that name them. */
export const FILE = 'file'

export const MOST_FILES = 50
/** Of one file: the engine reads diagrams of 1 MiB and smaller forms. */
export const MOST_FILE_BYTES = 2 * 1024 * 1024

export interface BundleFile extends ResourceFile {
  readonly id: string
}

/** @throws NotFound when one is not there, is somebody else's, or is no text any more */
export async function readBundle(call: PageCall, ids: readonly string[]): Promise<readonly BundleFile[]> {
  const wanted = [...new Set(ids)].slice(0, MOST_FILES)
  const files = await call.ports.files.list(call.institutionId, wanted)
  for (const id of wanted) {
    const file = files.find((one) => one.id === id)
    if (file?.uploadedBy !== call.caller.id || file.size > MOST_FILE_BYTES) throw new NotFound('file', id)
  }
  return Promise.all(files.map(async (file) => ({ id: file.id, name: file.name, content: await textOf(call, file) })))
}

/** @returns null for what is no UTF-8 */
export async function readText(call: PageCall, file: Pick<FileView, 'id' | 'sha256'>): Promise<string | null> {
  const pieces: Uint8Array[] = []
  for await (const piece of await call.ports.files.read(file)) pieces.push(piece as Uint8Array)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces))
  } catch {
    return null
  }
}

async function textOf(call: PageCall, file: FileView): Promise<string> {
  const text = await readText(call, file)
  if (text === null) throw new NotFound('file', file.id)
  return text
}

/** @returns the address of the page that judges these files */
export function reviewAddress(ids: readonly string[]): string {
  return `/processes/new/review?${new URLSearchParams(ids.map((id) => [FILE, id]))}`
}
