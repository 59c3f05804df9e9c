/** In whose name things are told that come from people without an account, and how often. */
import type { Actor, Told } from '../../../engine/engine.ts'
import { hashOf } from '../../../api/identity/secrets.ts'
import { ONCE_FIELD } from '../shared/once.ts'
import type { PageCall } from '../shared/page.ts'
import { VISITOR } from '../shared/read-posted.ts'

/** The key of the form that was posted; null where somebody else made it up. */
export function formKeyOf({ posted }: PageCall): string | null {
  const key = posted.fields.get(ONCE_FIELD)
  return key !== null && /^[\w-]{36,64}$/.test(key) ? key : null
}

/**
 * For commands of public pages: by nobody in particular, also where a member of staff has filled the form in. The key that
 * makes a double click one command is kept as a hash, because the key itself makes the code of an application.
 */
export function toldByVisitor(call: PageCall, formKey: string, content: string): Told {
  return { by: visitor(call), idempotency: { key: `public:${hashOf(formKey)}`, fingerprint: hashOf(content) } }
}

function visitor({ institutionId, language }: PageCall): Actor {
  return { id: VISITOR, institutionId, groups: [], language, mayManage: false }
}
