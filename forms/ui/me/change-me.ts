/** Changes of one's own settings, each by its own form. */
import { PASSWORD_LENGTH } from '../../../api/contract/identity.ts'
import type { Preferences } from '../../../api/workplace/preferences.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import type { SummaryError } from '../shared/parts/error-summary.tsx'
import { tried } from '../shared/tried.ts'
import { mePage } from './me-page.tsx'
import { ME_TEXTS } from './me-texts.ts'
import { readNotices } from './notice-choices.tsx'

export const changeLanguage: PageRoute['handle'] = async (call) => {
  const { ports, change, caller, posted } = call
  const language = posted.fields.get('language')
  if (language !== 'lv' && language !== 'en')
    return mePage(call, posted.fields, [{ id: 'language', text: ME_TEXTS[call.language].wrong.language }])
  await ports.identity.people.update({ ...change, login: caller.id, patch: { language } })
  // The address says it, so that the browser keeps it for pages before the next login, too.
  return { redirect: `/me?done=language&lang=${language}` }
}

export const changeShortcuts: PageRoute['handle'] = async (call) => {
  await setPreferences(call, { shortcuts: call.posted.fields.has('shortcuts') })
  return { redirect: '/me?done=shortcuts' }
}

export const changeNotices: PageRoute['handle'] = async (call) => {
  await setPreferences(call, { notices: readNotices(call.posted.fields) })
  return { redirect: '/me?done=notices' }
}

async function setPreferences({ ports, institutionId, caller }: PageCall, changed: Partial<Preferences>) {
  const owner = { institutionId, login: caller.id }
  await ports.preferences.set(owner, { ...(await ports.workplace.preferences.get(owner)), ...changed })
}

export const changeEmail: PageRoute['handle'] = async (call) => {
  const { ports, change, caller, posted, language } = call
  const email = (posted.fields.get('email') ?? '').trim()
  const wrong = await tried(
    () => ports.identity.people.update({ ...change, login: caller.id, patch: { email: email === '' ? null : email } }),
    { '/email format': { id: 'email', text: ME_TEXTS[language].wrong.email } },
  )
  return wrong.length > 0 ? mePage(call, posted.fields, wrong) : { redirect: '/me?done=email' }
}

/** The new password ends every session, this one too: whoever else knew the old one is out. */
export const changePassword: PageRoute['handle'] = async (call) => {
  const { ports, change, caller, institutionId, posted, remoteAddress } = call
  const { wrong: texts } = ME_TEXTS[call.language]
  const [password = '', newPassword = '', again = ''] = ['password', 'newPassword', 'newPasswordAgain'].map(
    (name) => posted.fields.get(name) ?? '',
  )
  const refused = (...wrong: readonly SummaryError[]) => mePage(call, new URLSearchParams(), wrong)
  const wrong = wrongPasswords(call, { password, newPassword, again })
  if (wrong.length > 0) return refused(...wrong)
  let isRight = false
  const tooMany = await tried(
    async () => {
      const who = { institutionId, login: caller.id, address: remoteAddress }
      isRight = await ports.identity.sessions.isPassword({ ...who, password: password.slice(0, PASSWORD_LENGTH.most) })
    },
    { 'too-many-requests': { id: 'password', text: texts.tooMany } },
  )
  if (tooMany.length > 0) return refused(...tooMany)
  if (!isRight) return refused({ id: 'password', text: texts.passwordOther })
  await ports.identity.people.update({ ...change, login: caller.id, patch: { password: newPassword } })
  return { redirect: '/login?done=password-changed', session: null }
}

function wrongPasswords(
  { language }: PageCall,
  typed: { readonly password: string; readonly newPassword: string; readonly again: string },
): readonly SummaryError[] {
  const { wrong: texts } = ME_TEXTS[language]
  const { password, newPassword, again } = typed
  const wrong: SummaryError[] = []
  if (password === '') wrong.push({ id: 'password', text: texts.passwordMissing })
  if (newPassword.length < PASSWORD_LENGTH.least) wrong.push({ id: 'newPassword', text: texts.passwordShort })
  else if (newPassword.length > PASSWORD_LENGTH.most) wrong.push({ id: 'newPassword', text: texts.passwordLong })
  else if (newPassword !== again) wrong.push({ id: 'newPasswordAgain', text: texts.passwordAgain })
  return wrong
}

export const logOutElsewhere: PageRoute['handle'] = async ({ ports, institutionId, caller, sessionToken }) => {
  if (sessionToken !== null)
    await ports.identity.sessions.logOutElsewhere({ institutionId, login: caller.id, token: sessionToken })
  return { redirect: '/me?done=sessions' }
}
