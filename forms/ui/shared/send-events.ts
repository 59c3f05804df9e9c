/**
 * Server-sent events, written piece by piece. Not as a stream that is piped: one that the reader closes is a broken pipe to
 * Node.js and a failed connection in the log, and here it is how every page ends.
 */
import type { RequestContext } from '../../../api/middleware/context.ts'

/** @param gone aborted when the reader has gone */
export function sendEvents(context: RequestContext, events: AsyncIterable<string>, gone: AbortSignal): void {
  context.type = 'text/event-stream'
  context.set('X-Accel-Buffering', 'no')
  context.status = 200
  const { res } = context
  // Koa leaves the answer to us.
  context.respond = false
  res.flushHeaders()
  if (context.method === 'HEAD') return void res.end()
  const closed = new Promise<void>((resolve) => {
    if (gone.aborted) resolve()
    gone.addEventListener('abort', () => resolve(), { once: true })
  })
  // A page that only listens takes no other request's place.
  void context.state.place?.aside(() => closed).catch(() => undefined)
  void write(context, events, gone, closed)
}

async function write(
  { res, app }: RequestContext,
  events: AsyncIterable<string>,
  gone: AbortSignal,
  closed: Promise<void>,
): Promise<void> {
  try {
    for await (const event of events) {
      if (gone.aborted) break
      // A reader that takes nothing is waited for, not written to.
      if (!res.write(event)) await Promise.race([closed, new Promise((resolve) => res.once('drain', resolve))])
    }
  } catch (error) {
    app.emit('error', error)
  } finally {
    res.end()
  }
}
