/** Saves the view that the inbox shows, and removes saved ones. */
import { mayManageTasks } from '../../../../api/policies/tasks.ts'
import { ownAddress } from '../../shared/own-address.ts'
import type { PageRoute } from '../../shared/page.ts'
import { inboxPage } from './inbox-page.tsx'
import { inboxAddress, readInboxQuery } from './inbox-query.ts'
import { INBOX_TEXTS } from './inbox-texts.ts'

const MOST_LETTERS = 100

export const saveView: PageRoute['handle'] = async (call) => {
  const { ports, posted, institutionId, caller, language } = call
  const query = readInboxQuery(searchOf(posted.fields.get('back')))
  const name = (posted.fields.get('name') ?? '').trim().slice(0, MOST_LETTERS)
  if (name === '') return inboxPage(call, query, { id: 'view-name', text: INBOX_TEXTS[language].viewNameMissing })
  const group = posted.fields.get('sharedWith') ?? ''
  // With a group of one's own only: others are not told what to look at.
  const sharedWith = caller.roles.includes(group) ? group : null
  const address = inboxAddress({ ...query, after: '' })
  await ports.workplace.savedViews.save({
    institutionId,
    login: caller.id,
    name,
    query: address.split('?')[1] ?? '',
    sharedWith,
  })
  return { redirect: withDone(address, 'view-saved') }
}

export const removeView: PageRoute['handle'] = async ({ ports, posted, params, institutionId, caller }) => {
  const id = params['viewId'] ?? ''
  await ports.workplace.savedViews.remove({ institutionId, login: caller.id, id, mayManage: mayManageTasks(caller) })
  return { redirect: withDone(ownAddress(posted.fields.get('back')), 'view-removed') }
}

function searchOf(address: string | null): URLSearchParams {
  return new URLSearchParams(ownAddress(address).split('?')[1] ?? '')
}

function withDone(address: string, done: string): string {
  const query = searchOf(address)
  query.set('done', done)
  return `/tasks?${query}`
}
