/** Which records a query asks for, as the engine takes it. */
import { isObject, type Variables } from '../../engine/model/json.ts'
import { HttpRefusal } from '../http-refusal.ts'
import { parseSafeJson } from '../safe-json.ts'
import { inUtc } from './check.ts'

interface Asked {
  readonly text?: string
  readonly status?: string
  readonly where?: string
  readonly since?: string
  readonly until?: string
}

interface Filter {
  readonly text?: string
  readonly status?: readonly string[]
  readonly where?: Variables
  readonly since?: string
  readonly until?: string
}

/** @throws {HttpRefusal} 400 or 422 when `where` is no JSON object */
export function filterOf({ text, status, where, since, until }: Asked): Filter {
  return {
    ...(text === undefined ? {} : { text }),
    ...(status === undefined ? {} : { status: status.split(',') }),
    ...(where === undefined ? {} : { where: fieldsOf(where) }),
    ...(since === undefined ? {} : { since: inUtc(since) }),
    ...(until === undefined ? {} : { until: inUtc(until) }),
  }
}

function fieldsOf(where: string): Variables {
  const fields = parseSafeJson(Buffer.from(where))
  if (isObject(fields)) return fields
  const message = 'Expected fields and their values as a JSON object, but it is another value.'
  throw new HttpRefusal({
    status: 400,
    code: 'query-refused',
    detail: message,
    errors: [{ pointer: '/where', code: 'type', message }],
  })
}
