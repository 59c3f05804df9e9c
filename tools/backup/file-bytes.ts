/** The files that people have brought, in a backup: each under the hash of its content, which is also its checksum. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Config } from '../../api/config.ts'
import { projectRoot } from '../../api/project-root.ts'
import { checksumOf, toDisk } from './files.ts'
import type { Manifest } from './manifest.ts'
import { Trouble } from './trouble.ts'

/** In the folder of a backup. */
const FOLDER = 'files'
const HASH = /^[0-9a-f]{64}$/

export type BroughtFiles = NonNullable<Manifest['files']>

export function filesFolder({ filesPath }: Config): string {
  return resolve(projectRoot(), filesPath)
}

/**
 * Copies what there is after the database was copied: whatever that names has been there before it. What comes meanwhile
 * does no harm.
 *
 * @throws {Trouble} 3 for a file that is not what its name says
 */
export async function copyBytes(source: string, backup: string): Promise<BroughtFiles> {
  let count = 0
  let bytes = 0
  for (const hash of hashesIn(source)) {
    const from = join(source, hash.slice(0, 2), hash)
    const size = await copyOne(from, join(backup, FOLDER, hash.slice(0, 2), hash), hash)
    // Housekeeping has removed it meanwhile.
    if (size === null) continue
    count += 1
    bytes += size
  }
  return { count, bytes }
}

/**
 * Puts back what is not there; nothing is replaced or removed.
 *
 * @returns how many were put back
 * @throws {Trouble} 3 when files are missing, or one is not what its name says
 */
export async function restoreBytes(backup: string, manifest: Manifest, target: string): Promise<number> {
  const source = join(backup, FOLDER)
  const hashes = [...hashesIn(source)]
  const { count = 0 } = manifest.files ?? {}
  if (hashes.length !== count)
    throw new Trouble(3, `Expected ${count} files in "${source}", but there are ${hashes.length}. Take another backup.`)
  let restored = 0
  for (const hash of hashes) {
    const to = join(target, hash.slice(0, 2), hash)
    if (existsSync(to)) continue
    await copyOne(join(source, hash.slice(0, 2), hash), to, hash)
    restored += 1
  }
  return restored
}

function* hashesIn(folder: string): Iterable<string> {
  if (!existsSync(folder)) return
  for (const part of readdirSync(folder).sort()) {
    if (!/^[0-9a-f]{2}$/.test(part)) continue
    for (const name of readdirSync(join(folder, part)).sort()) if (HASH.test(name)) yield name
  }
}

/** @returns its size, or null when it is not there any more */
async function copyOne(from: string, to: string, hash: string): Promise<number | null> {
  if (!existsSync(from)) return null
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
  const arriving = `${to}.partial`
  try {
    copyFileSync(from, arriving)
    if ((await checksumOf(arriving)) !== hash)
      throw new Trouble(3, `Expected "${from}" to be what its name says, but its content is another.`)
    toDisk(arriving)
    renameSync(arriving, to)
    toDisk(dirname(to))
    return statSync(to).size
  } finally {
    rmSync(arriving, { force: true })
  }
}
