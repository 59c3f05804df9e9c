/** One's own pages. */
import { mayHaveAPassword } from '../../../api/policies/identity.ts'
import { endMyAbsence, postMyAbsence, showMyAbsence } from '../absences/my-absence.tsx'
import type { PageRoute } from '../shared/page.ts'
import {
  changeEmail,
  changeLanguage,
  changeNotices,
  changePassword,
  changeShortcuts,
  logOutElsewhere,
} from './change-me.ts'
import { showMe } from './me-page.tsx'

const page = (method: 'GET' | 'POST', path: string, handle: PageRoute['handle']): PageRoute => ({
  method,
  path: `/me${path}`,
  may: mayHaveAPassword,
  handle,
})

export const myPages: readonly PageRoute[] = [
  page('GET', '', showMe),
  page('POST', '/language', changeLanguage),
  page('POST', '/shortcuts', changeShortcuts),
  page('POST', '/notices', changeNotices),
  page('POST', '/email', changeEmail),
  page('POST', '/password', changePassword),
  page('POST', '/sessions', logOutElsewhere),
  page('GET', '/absence', showMyAbsence),
  page('POST', '/absence', postMyAbsence),
  page('POST', '/absence/:absenceId/end', endMyAbsence),
]
