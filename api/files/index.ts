/** Files that people bring with their forms: bytes in a folder, facts in the database. */
import type { Clock, Log } from '../../engine/ports.ts'
import type { Doors } from '../identity/doors.ts'
import { FileStore, type FileSettings } from './file-store.ts'
import type { FileKinds } from './kinds.ts'
import { createScan } from './scan.ts'

export function createFiles(
  ports: { readonly store: Doors; readonly clock: Clock; readonly log: Log; readonly kinds: FileKinds },
  settings: FileSettings & { readonly fileScanCommand: string; readonly fileScanSeconds: number },
): FileStore {
  const scan = createScan(settings.fileScanCommand, settings.fileScanSeconds, ports.log)
  return new FileStore({ ...ports, scan }, settings)
}
