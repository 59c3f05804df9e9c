/** Server-sent events for an inbox that is open: how many tasks have come since it was drawn. */
import type { PageCall, PageRoute } from '../../shared/page.ts'
import { taskQuery } from '../inbox/find-tasks.ts'
import { readInboxQuery } from '../inbox/inbox-query.ts'

/** Keeps the connection through proxies that close what is silent. */
const HEARTBEAT_MS = 25_000
const RETRY_MS = 5000

export const events: PageRoute['handle'] = async (call) => {
  const since = call.query.get('since') ?? ''
  const at = Number.isNaN(Date.parse(since)) ? call.ports.clock.now().toISOString() : new Date(since).toISOString()
  return { events: tell(call, at) }
}

async function* tell(call: PageCall, since: string): AsyncIterable<string> {
  const { ports, institutionId, gone } = call
  const query = taskQuery(call, readInboxQuery(call.query))
  const end = AbortSignal.any([gone, ports.stopping])
  let wake = (): void => {}
  let due = true
  const stop = ports.pulse.listen(institutionId, () => {
    due = true
    wake()
  })
  end.addEventListener('abort', () => wake(), { once: true })
  let told = 0
  try {
    yield `retry: ${RETRY_MS}\n\n`
    while (!end.aborted) {
      if (due) {
        due = false
        const { count } = await ports.engine.countNewTasks(query, since)
        if (count !== told) yield `event: new-tasks\ndata: ${JSON.stringify({ count })}\n\n`
        told = count
      } else yield ': still here\n\n'
      if (due || end.aborted) continue
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
