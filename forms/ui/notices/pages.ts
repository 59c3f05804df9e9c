/** What a person is told of their work. */
import type { Policy } from '../../../api/endpoint.ts'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import { showNotices } from './notices-page.tsx'

const mayHaveNotices: Policy = ({ kind }) => kind === 'person'

async function markRead({ ports, institutionId, caller, posted }: PageCall): Promise<PageReply> {
  const id = posted.fields.get('notice') ?? ''
  await ports.workplace.notices.markRead({ institutionId, login: caller.id, id })
  ports.unread.forget()
  const after = posted.fields.get('after') ?? ''
  return { redirect: `/me/notices?${new URLSearchParams({ ...(after === '' ? {} : { after }), done: 'read' })}` }
}

async function markAllRead({ ports, institutionId, caller }: PageCall): Promise<PageReply> {
  await ports.workplace.notices.markAllRead({ institutionId, login: caller.id })
  ports.unread.forget()
  return { redirect: '/me/notices?done=all-read' }
}

export const noticePages: readonly PageRoute[] = [
  { method: 'GET', path: '/me/notices', may: mayHaveNotices, handle: showNotices },
  { method: 'POST', path: '/me/notices/read', may: mayHaveNotices, handle: markRead },
  { method: 'POST', path: '/me/notices/read-all', may: mayHaveNotices, handle: markAllRead },
]
