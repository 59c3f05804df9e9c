/** What a backup says of itself, in `manifest.json` beside the copy. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { checksumOf, writeToDisk } from './files.ts'
import { Trouble } from './trouble.ts'

export interface Manifest {
  readonly format: 1
  readonly kind: 'sqlite' | 'postgres'
  readonly createdAt: string
  /** As in package.json. */
  readonly release: string
  /** The copy, in the same folder. */
  readonly file: string
  readonly bytes: number
  readonly sha256: string
  /** Names, oldest first. */
  readonly migrations: readonly string[]
  /** Rows of every table; null where the copy was not opened. */
  readonly counts: Readonly<Record<string, number>> | null
  /** Files that people have brought; missing in backups of earlier releases. */
  readonly files?: { readonly count: number; readonly bytes: number }
}

const NAME = 'manifest.json'

export function writeManifest(folder: string, manifest: Manifest): void {
  writeToDisk(join(folder, NAME), `${JSON.stringify(manifest, null, 2)}\n`)
}

/** @throws {Trouble} 2 when this is no backup, 3 when the copy is not the one that was made */
export async function readBackup(folder: string): Promise<{ manifest: Manifest; copy: string }> {
  const manifest = readManifest(folder)
  const copy = join(folder, manifest.file)
  if (!existsSync(copy)) throw new Trouble(3, `Expected "${copy}", but it is missing. Take another backup.`)
  const { size } = statSync(copy)
  if (size !== manifest.bytes) {
    throw new Trouble(3, `Expected "${copy}" of ${manifest.bytes} bytes, but it has ${size}. Take another backup.`)
  }
  if ((await checksumOf(copy)) !== manifest.sha256) {
    throw new Trouble(3, `Expected "${copy}" as it was made, but its checksum is another. Take another backup.`)
  }
  return { manifest, copy }
}

function readManifest(folder: string): Manifest {
  const path = join(folder, NAME)
  if (!existsSync(path)) throw new Trouble(2, noBackup(folder))
  const manifest = parsed(readFileSync(path, 'utf8'))
  if (!isManifest(manifest)) {
    throw new Trouble(3, `Expected "${path}" to describe a backup, but it is damaged or of a later release.`)
  }
  return manifest
}

function noBackup(folder: string): string {
  const inside = existsSync(folder) && statSync(folder).isDirectory() ? readdirSync(folder) : []
  const backups = inside.filter((name) => existsSync(join(folder, name, NAME))).sort()
  const hint = backups.length === 0 ? '' : ` Backups in it, the latest last: ${backups.slice(-5).join(', ')}.`
  return `Expected a backup in "${folder}", but there is no ${NAME}.${hint}`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false
  const { format, kind, file, bytes, sha256, migrations } = value as Record<string, unknown>
  return (
    format === 1 &&
    (kind === 'sqlite' || kind === 'postgres') &&
    typeof file === 'string' &&
    // A name in the same folder, wherever the manifest came from.
    /^[\w.-]+$/.test(file) &&
    typeof bytes === 'number' &&
    typeof sha256 === 'string' &&
    Array.isArray(migrations)
  )
}
