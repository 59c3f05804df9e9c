/** Files that must be on disk, whole, before anybody relies on them. */
import { createHash } from 'node:crypto'
import { closeSync, createReadStream, fsyncSync, openSync, writeFileSync } from 'node:fs'

/** @param path of a file, or of a folder whose names are to be on disk */
export function toDisk(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

export function writeToDisk(path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600 })
  toDisk(path)
}

/** @returns the SHA-256 in hexadecimal */
export async function checksumOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1_048_576 })) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** `2026-03-02T08-00-00Z`: sorts by time, and is a name on every file system. */
export function stampOf(moment: Date): string {
  return moment.toISOString().replace(/\.\d+/, '').replaceAll(':', '-')
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
