/** Making a key worthless, after a look at what that means. */
import type { ApiKeyView } from '../../../api/identity/api-keys.ts'
import { NotFound } from '../../../engine/model/errors.ts'
import { formPage } from '../shared/form-page.tsx'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { KEYS_TEXTS } from './keys-texts.ts'

const PATH = '/people/keys'

export const showRevokeKey: PageRoute['handle'] = async (call) => {
  const texts = KEYS_TEXTS[call.language]
  const { id, name } = await keyOf(call)
  return formPage(call, {
    room: 'people',
    title: texts.revokeTitle(name),
    intro: <p class="govuk-body">{texts.revokeMeans}</p>,
    back: { href: PATH, text: texts.back },
    action: `${PATH}/${id}/revoke`,
    button: texts.revokeDo,
    buttonKind: 'warning',
    wrong: [],
  })
}

export const revokeKey: PageRoute['handle'] = async ({ ports, change, params }) => {
  await ports.identity.apiKeys.revoke({ ...change, id: params['keyId'] ?? '' })
  return { redirect: `${PATH}?done=revoked` }
}

/** @throws {NotFound} */
async function keyOf({ ports, institutionId, params }: PageCall): Promise<ApiKeyView> {
  const id = params['keyId'] ?? ''
  const key = await ports.identity.apiKeys.get(institutionId, id)
  if (!key) throw new NotFound('API key', id)
  return key
}
