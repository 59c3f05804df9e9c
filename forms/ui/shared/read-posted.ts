/** Reads what a form of a page has sent: fields, and files straight into the store. */
import { notText, readParts } from '../../../api/files/read-parts.ts'
import type { FileKinds } from '../../../api/files/kinds.ts'
import type { FileStore } from '../../../api/files/file-store.ts'
import { HttpRefusal } from '../../../api/http-refusal.ts'
import type { RequestContext } from '../../../api/middleware/context.ts'
import { hasBody, mediaNotSupported, readBytes } from '../../../api/middleware/read-bytes.ts'
import { decode, isUnstorable } from '../../../api/safe-json.ts'
import { NOTHING_POSTED, type Posted } from './posted.ts'

export interface PostedPorts {
  readonly files: FileStore
  readonly institutionId: string
}

/** Whose files are those that nobody brought who is logged in. No login has a colon. */
export const VISITOR = 'public:visitor'

const MOST_FIELDS = 2000
const FIELD_BYTES = 524_288
const URL_ENCODED = 'application/x-www-form-urlencoded'
const MULTIPART = 'multipart/form-data'

/**
 * @param by login of who sends it; null where nobody is logged in
 * @param kinds of files that this page takes, where they are others than everywhere
 * @throws {HttpRefusal} 400 for what is no text, 413, 415
 */
export async function readPosted(
  context: RequestContext,
  ports: PostedPorts,
  by: string | null,
  kinds?: FileKinds,
): Promise<Posted> {
  if (!hasBody(context)) return NOTHING_POSTED
  if (context.is(URL_ENCODED)) {
    return { fields: new URLSearchParams(pairsOf(decode(await readBytes(context, FIELD_BYTES)))), files: [] }
  }
  if (!context.is(MULTIPART)) throw mediaNotSupported(`${URL_ENCODED}, ${MULTIPART}`)
  const facts = { institutionId: ports.institutionId, uploadedBy: by ?? VISITOR, ...(kinds ? { kinds } : {}) }
  const limits = { mostFields: MOST_FIELDS, mostFieldBytes: FIELD_BYTES }
  const { fields, files } = await readParts(context, ports.files, facts, limits)
  return { fields: new URLSearchParams(fields.map(([name, value]) => [name, value])), files }
}

/** Stricter than the platform, which puts marks in the place of what is no text. */
function pairsOf(body: string): [string, string][] {
  if (body === '') return []
  const parts = body.split('&', MOST_FIELDS + 1)
  if (parts.length > MOST_FIELDS) {
    throw new HttpRefusal({
      status: 413,
      code: 'too-many-parts',
      detail: `Expected at most ${MOST_FIELDS} fields, but there are more.`,
    })
  }
  return parts.map((part) => {
    const equals = part.indexOf('=')
    return equals < 0 ? [decoded(part), ''] : [decoded(part.slice(0, equals)), decoded(part.slice(equals + 1))]
  })
}

function decoded(text: string): string {
  try {
    const value = decodeURIComponent(text.replaceAll('+', ' '))
    if (!isUnstorable(value)) return value
  } catch {
    // Said below, in the same words.
  }
  throw notText()
}
