/** The files of a public form: only those that its sender brought a moment ago, or that belong to what it made already. */
import type { FileView } from '../../../api/files/file-store.ts'
import type { Json, Variables } from '../../../engine/model/json.ts'
import type { PageCall } from '../shared/page.ts'

/** Files that a form may name; more are not looked up, and so are refused. */
const MOST = 40

/** @returns what is known of a file that the post names; undefined where it may not be used */
export async function filesOf(
  { ports, posted, institutionId, caller }: PageCall,
  field: string,
): Promise<(id: string) => FileView | undefined> {
  const isId = new RegExp(`^${field}/\\d{1,4}/id$`)
  const named = [...posted.fields].flatMap(([name, value]) => (isId.test(name) && value.length <= 100 ? [value] : []))
  const brought = posted.files.flatMap(({ id }) => (id === '' ? [] : [id]))
  const ids = [...new Set([...brought, ...named])].slice(0, MOST)
  const files = await ports.files.list(institutionId, ids)
  return (id) => files.find((file) => file.id === id && file.uploadedBy === caller.id)
}

/** Whether a file is free, or belongs to this case. */
export function isFree({ processInstanceId }: FileView, applicationId: string | null): boolean {
  return processInstanceId === null || processInstanceId === applicationId
}

/** @returns the ids of the files in a field of a form */
export function fileIdsIn(files: Json | undefined): readonly string[] {
  return (Array.isArray(files) ? files : []).flatMap((file) => {
    const { id } = file as Variables
    return typeof id === 'string' ? [id] : []
  })
}
