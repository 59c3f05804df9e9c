/**
 * The bytes of files, in a folder: `<aa>/<sha256>`, each content once. What has such a name is whole and on disk; what is
 * still coming lies in `incoming`.
 */
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { HEAD_BYTES } from './kinds.ts'

/** What has come, and is not kept yet: `keep` or `drop` it. */
export interface Incoming {
  readonly path: string
  readonly sha256: string
  readonly size: number
  /** The first bytes. */
  readonly head: Buffer
  /** There was more than the limit; the rest was read and thrown away. */
  readonly isTooLarge: boolean
}

/** What somebody may be bringing again at this moment is not removed. */
const FRESH_MS = 3_600_000

export class ByteFolder {
  private readonly folder: string

  constructor(folder: string) {
    this.folder = folder
  }

  /** Takes all that comes, a piece at a time. @throws when it breaks off, or the disk is full; nothing is left then */
  async receive(stream: Readable, limit: number): Promise<Incoming> {
    const incoming = join(this.folder, 'incoming')
    await mkdir(incoming, { recursive: true, mode: 0o700 })
    const path = join(incoming, randomUUID())
    const handle = await open(path, 'wx', 0o600)
    try {
      const come = await write(stream, handle, limit)
      if (!come.isTooLarge) await handle.sync()
      await handle.close()
      return { path, ...come }
    } catch (error) {
      await handle.close().catch(() => undefined)
      await rm(path, { force: true })
      throw error
    }
  }

  /** Gives it its name. The same content may be there already: then it is fresh again. */
  async keep({ path, sha256 }: Incoming): Promise<void> {
    const target = this.pathOf(sha256)
    const folder = join(target, '..')
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await rename(path, target)
    // A name is on disk when its folder is; and so is that folder's own name.
    for (const each of [folder, this.folder]) await syncFolder(each)
  }

  async drop({ path }: Incoming): Promise<void> {
    await rm(path, { force: true })
  }

  /** @returns an open file, or null when the bytes are not there */
  async open(sha256: string): Promise<FileHandle | null> {
    try {
      return await open(this.pathOf(sha256), 'r')
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }

  /** Removes bytes that nobody has any more. @param now for what is fresh and therefore left */
  async remove(sha256: string, now: Date): Promise<void> {
    const path = this.pathOf(sha256)
    const facts = await stat(path).catch(() => null)
    if (facts && now.getTime() - facts.mtimeMs >= FRESH_MS) await rm(path, { force: true })
  }

  /** Removes what began to come and never ended. @returns how many */
  async removeUnfinished(now: Date, limit: number): Promise<number> {
    const folder = join(this.folder, 'incoming')
    const names = await readdir(folder).catch(() => [])
    let removed = 0
    for (const name of names) {
      if (removed === limit) break
      const facts = await stat(join(folder, name)).catch(() => null)
      if (!facts || now.getTime() - facts.mtimeMs < 24 * FRESH_MS) continue
      await rm(join(folder, name), { force: true })
      removed += 1
    }
    return removed
  }

  private pathOf(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256)
  }
}

async function write(stream: Readable, handle: FileHandle, limit: number): Promise<Omit<Incoming, 'path'>> {
  const hash = createHash('sha256')
  const head: Buffer[] = []
  let headSize = 0
  let size = 0
  for await (const piece of stream as AsyncIterable<Buffer>) {
    size += piece.length
    // The rest is read all the same: behind it come the other parts of the form, which must not be lost.
    if (size > limit) continue
    if (headSize < HEAD_BYTES) {
      head.push(piece.subarray(0, HEAD_BYTES - headSize))
      headSize += piece.length
    }
    hash.update(piece)
    await handle.writeFile(piece)
  }
  return { sha256: hash.digest('hex'), size, head: Buffer.concat(head), isTooLarge: size > limit }
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
