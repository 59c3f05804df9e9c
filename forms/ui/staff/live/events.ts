/** Server-sent events for pages that are open: how many tasks have come to an inbox since it was drawn, and unread notices. */
import type { PageCall, PageRoute } from '../../shared/page.ts'
import type { Beat } from '../../shared/live/pulse.ts'
import { taskQuery } from '../inbox/find-tasks.ts'
import { readInboxQuery } from '../inbox/inbox-query.ts'

/** Keeps the connection through proxies that close what is silent. */
const HEARTBEAT_MS = 25_000
const RETRY_MS = 5000

export const events: PageRoute['handle'] = async (call) => ({ events: tell(call) })

/** Only an inbox says since when, and is told of tasks. */
function sinceOf({ query, ports }: PageCall): string | null {
  const since = query.get('since')
  if (since === null) return null
  return Number.isNaN(Date.parse(since)) ? ports.clock.now().toISOString() : new Date(since).toISOString()
}

async function* tell(call: PageCall): AsyncIterable<string> {
  const { ports, institutionId, caller, gone } = call
  const since = sinceOf(call)
  const query = taskQuery(call, readInboxQuery(call.query))
  const end = AbortSignal.any([gone, ports.stopping])
  let wake = (): void => {}
  const due = new Set<Beat>(since === null ? ['notices'] : ['tasks', 'notices'])
  const stop = ports.pulse.listen(institutionId, (what) => {
    if (what === 'notices' || since !== null) due.add(what)
    wake()
  })
  end.addEventListener('abort', () => wake(), { once: true })
  let tasks = 0
  let unread = -1
  try {
    yield `retry: ${RETRY_MS}\n\n`
    while (!end.aborted) {
      if (due.size === 0) yield ': still here\n\n'
      if (due.delete('tasks') && since !== null) {
        const { count } = await ports.engine.countNewTasks(query, since)
        if (count !== tasks) yield event('new-tasks', count)
        tasks = count
      }
      if (due.delete('notices')) {
        const count = await ports.unread.of(institutionId, caller.id)
        if (count !== unread) yield event('notices', count)
        unread = count
      }
      if (due.size > 0 || end.aborted) continue
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, HEARTBEAT_MS)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  } finally {
    stop()
  }
}

function event(name: string, count: number): string {
  return `event: ${name}\ndata: ${JSON.stringify({ count })}\n\n`
}
