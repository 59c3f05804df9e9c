/** Reads what a form of a page has sent. */
import { HttpRefusal } from '../../../api/http-refusal.ts'
import type { RequestContext } from '../../../api/middleware/context.ts'
import { readBytes } from '../../../api/middleware/read-bytes.ts'
import { NOTHING_POSTED, type Posted } from './posted.ts'
import type { UiPorts } from './ports.ts'

const LIMIT_BYTES = 524_288

/** @throws {HttpRefusal} 413, 415 */
export async function readPosted(context: RequestContext, _ports: UiPorts, _by: string | null): Promise<Posted> {
  if (context.is('application/x-www-form-urlencoded'))
    return { fields: new URLSearchParams((await readBytes(context, LIMIT_BYTES)).toString('utf8')), files: [] }
  if (Number(context.get('Content-Length') || 0) === 0) return NOTHING_POSTED
  throw new HttpRefusal({
    status: 415,
    code: 'media-type-not-supported',
    detail: 'Expected a form, but its Content-Type says something else.',
  })
}
