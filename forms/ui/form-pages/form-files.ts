/**
 * Files of a form on a page. What was posted of them is not believed: a person may name their own that belong to nothing
 * yet and those of the case. With a draft they stay as long as the draft; with the form they go into the case.
 */
import { fileFacts, namedFiles, usableFiles, withAttached } from '../../../api/files/form-files.ts'
import type { FileView } from '../../../api/files/file-store.ts'
import type { Instant, Variables } from '../../../engine/model/json.ts'
import type { FileLookUp, StoredFile } from '../controls/control.ts'
import type { PageCall } from '../shared/page.ts'
import { VISITOR } from '../shared/read-posted.ts'

/** Which form it is. */
export interface FilesOf {
  /** The case at the top of the chain of calls; null where it begins with this form, or there is none. */
  readonly rootInstanceId: string | null
  /** What files are brought for: `task:<id>`, `start:<processKey>`, `record:<register>`. */
  readonly context: string
  /** What the case or record knows: files that it names may be named again. */
  readonly variables: Variables
}

export interface FormFiles {
  /** For `decodeForm`. */
  readonly file: FileLookUp
  /** Ids of files that data name and that belong to nothing yet. */
  looseIn(data: Variables): readonly string[]
  /** Does the work with the files of its data in the case; where the work is refused they are loose again. */
  attachedTo<T>(data: Variables, work: () => Promise<T>): Promise<T>
  /** The files of a case that began with this form. */
  attachTo(processInstanceId: string, data: Variables): Promise<void>
  /** The files of what was typed stay as long as the draft. */
  keepWithDraft(savedAt: Instant): Promise<void>
}

/** Names in a post that may have the id of a file. */
const ID = /\/id$/
const DAY_MS = 86_400_000

/** Looks up every file that was posted. */
export async function formFiles(call: PageCall, of: FilesOf): Promise<FormFiles> {
  const { ports, posted, institutionId, caller, loggedIn } = call
  const by = loggedIn ? caller.id : VISITOR
  const { rootInstanceId, context } = of
  const whose = { institutionId, by, rootInstanceId, context }
  const ids = [...posted.fields].flatMap(([name, value]) => (ID.test(name) ? value : []))
  const brought = posted.files.flatMap(({ id }) => (id === '' ? [] : id))
  const known = await usableFiles(ports.files, whose, [...brought, ...ids])
  const before = namedFiles(of.variables)
  const isLoose = (file: FileView | undefined): boolean => file !== undefined && file.processInstanceId === null
  const looseIn = (data: Variables) => [...namedFiles(data).keys()].filter((id) => isLoose(known.get(id)))
  return {
    file(id, name) {
      const own = known.get(id)
      return own ? fileFacts(own) : (before.get(id === '' ? name : id) as StoredFile | undefined)
    },
    looseIn,
    attachedTo: (data, work) => withAttached(ports.files, whose, looseIn(data), work),
    async attachTo(processInstanceId, data) {
      await ports.files.attach({ institutionId, ids: looseIn(data), by, processInstanceId, context })
    },
    async keepWithDraft(savedAt) {
      const until = new Date(Date.parse(savedAt) + ports.draftDays * DAY_MS).toISOString()
      const own = [...known.values()].filter((file) => isLoose(file) && file.uploadedBy === by)
      await ports.files.keepUntil({ institutionId, ids: own.map(({ id }) => id), by, until })
    },
  }
}
