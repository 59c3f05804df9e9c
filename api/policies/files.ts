/** Who may bring and read files. */
import { isOfProcessDocument } from '../files/file-context.ts'
import type { FileView } from '../files/file-store.ts'
import type { Caller } from './caller.ts'
import { mayDeploy, mayReadDefinitions } from './definitions.ts'
import { allows, allowsSome } from './grants.ts'

/** Whoever may fill in a form, or attach documents to a process. */
export function mayHandInFiles(caller: Caller): boolean {
  return (
    caller.kind === 'person' ||
    allowsSome(caller.grants, 'process.start') ||
    allows(caller.grants, 'task.work') ||
    mayDeploy(caller)
  )
}

/** Whether the caller may be told of files at all; which ones is decided per file. */
export function mayLookForFiles(caller: Caller): boolean {
  return mayHandInFiles(caller) || allowsSome(caller.grants, 'instance.read') || mayReadDefinitions(caller)
}

/**
 * Who brought it, and who may see the case that it belongs to; procedures and instructions are for everybody who may see the
 * processes.
 *
 * @param seesCase whether the caller may see that case; false for a file without one
 */
export function mayReadFile(
  caller: Caller,
  file: Pick<FileView, 'uploadedBy' | 'context'>,
  seesCase: boolean,
): boolean {
  // Everybody who is not logged in has the same id: they are no one person, and have no files. No login has a colon.
  const isTheirs = file.uploadedBy === caller.id && !caller.id.startsWith('public:')
  return isTheirs || seesCase || (isOfProcessDocument(file) && mayReadDefinitions(caller))
}
