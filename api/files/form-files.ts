/**
 * The files that somebody may name in a form: their own that belong to nothing yet, those of the case, and those that the
 * case named before. What is sent of a file beside its id is not believed.
 */
import { isObject, type Json, type Variables } from '../../engine/model/json.ts'
import type { FileStore, FileView } from './file-store.ts'
import { fileRows, type FileRow, replaceFiles } from './file-rows.ts'

/** Whose form it is, and of which case. */
export interface FormOf {
  readonly institutionId: string
  /** Who fills it in. */
  readonly by: string
  /** The case at the top of the chain of calls: all files of a case belong to it. Null: it begins with this form. */
  readonly rootInstanceId: string | null
  /** E.g. `task:<id>`; what is attached says what it was brought for. */
  readonly context: string
  /** The form file as it is pinned to the case; null where there is none. */
  readonly form: Json | null
  /** What the case knows: files that it names there may be named again. */
  readonly variables: Variables
}

/** Data as they may be sent on, and what is wrong with files in them. */
export interface CheckedFiles {
  readonly data: Variables
  /** Pointers of files that may not be named. */
  readonly refused: readonly string[]
  /** Ids of those that are to be attached to the case. */
  readonly loose: readonly string[]
}

/** More than any form has fields for. */
const MOST_FILES = 200

/** What is known of each of these ids, as far as it may be named in the form. */
export async function usableFiles(
  files: FileStore,
  { institutionId, by, rootInstanceId, context }: Omit<FormOf, 'form' | 'variables'>,
  ids: Iterable<string>,
): Promise<ReadonlyMap<string, FileView>> {
  const known = await files.list(institutionId, [...new Set(ids)].slice(0, MOST_FILES))
  const mayName = (file: FileView): boolean => {
    const isOfCase = rootInstanceId !== null && file.processInstanceId === rootInstanceId
    // The second: a start that is sent again, when the first time has attached them.
    const isOwn = file.uploadedBy === by && (file.processInstanceId === null || file.context === context)
    return isOfCase || isOwn
  }
  return new Map(known.filter(mayName).map((file) => [file.id, file]))
}

/** Looks at every file that the data name; what is kept of it is what the store knows. */
export async function checkFiles(files: FileStore, of: FormOf, data: Variables): Promise<CheckedFiles> {
  const { form } = of
  if (form === null) return { data, refused: [], loose: [] }
  const rows = fileRows(form, data)
  if (rows.length === 0) return { data, refused: [], loose: [] }
  const known = await usableFiles(
    files,
    of,
    rows.flatMap(({ row }) => idOf(row) ?? []),
  )
  const named = namedFiles(of.variables)
  const refused: string[] = []
  const checked = replaceFiles(form, data, (row, pointer) => {
    const id = idOf(row)
    // A name alone claims nothing of the store.
    if (id === null) return row
    const file = known.get(id)
    if (file) return fileFacts(file)
    const before = named.get(id)
    if (!before) refused.push(pointer)
    return before ?? row
  })
  const loose = [...known.values()].flatMap(({ id, processInstanceId }) => (processInstanceId === null ? id : []))
  return { data: checked, refused, loose }
}

/** A file as data name it. */
export function fileFacts({
  id,
  name,
  mediaType,
  size,
}: FileView): Pick<FileView, 'id' | 'name' | 'mediaType' | 'size'> {
  return { id, name, mediaType, size }
}

/** Files that data name, by id or, where they have none, by name; also those of other systems, which our store does not have. */
export function namedFiles(data: Variables): ReadonlyMap<string, FileRow> {
  const found = new Map<string, FileRow>()
  const look = (value: Json): void => {
    if (Array.isArray(value)) for (const one of value as readonly Json[]) look(one)
    else if (isObject(value)) {
      const name = value['name']
      if (typeof name === 'string') found.set(idOf(value) ?? name, value)
      for (const one of Object.values(value)) look(one)
    }
  }
  look(data)
  return found
}

function idOf(row: FileRow): string | null {
  return typeof row['id'] === 'string' && row['id'] !== '' ? row['id'] : null
}

/**
 * Files of a form belong to the case before it goes on with them: when we are stopped in between, nothing is lost. Where
 * the form is refused they are loose again.
 */
export async function withAttached<T>(
  files: FileStore,
  { institutionId, by, rootInstanceId, context }: Omit<FormOf, 'form' | 'variables'>,
  ids: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  if (ids.length === 0 || rootInstanceId === null) return work()
  const to = { institutionId, by, processInstanceId: rootInstanceId }
  const attached = await files.attach({ ...to, ids, context })
  try {
    return await work()
  } catch (error) {
    // Not what the same form, sent twice, has brought into the case already.
    await files.release({ ...to, ids: attached })
    throw error
  }
}

/** Whether data may name a file at all; most do not, and cost no look at their form. */
export function mayNameFiles(data: Variables): boolean {
  return [...namedFiles(data).values()].some((row) => idOf(row) !== null)
}
