/** Lets in what can be done now; the rest is told at once to come again, before its body is read or its caller looked up. */
import type { Log } from '../../engine/ports.ts'
import type { Admission } from '../admission.ts'
import { busy, HttpRefusal } from '../http-refusal.ts'
import { Turns } from '../turns.ts'
import type { RequestContext, Step } from './context.ts'

/** Who watches the server must be able to tell that it is busy from that it is dead. */
const ALWAYS = '/api/health'
/** A larger body, or one of unknown length, is not read to its end only to keep the connection of a refused request. */
const WORTH_READING_BYTES = 65_536
const SAY_EVERY_MS = 10_000

/** @param largestBody no request counts for more, whatever it announces: it is refused when it is read */
export function admit(admission: Admission, largestBody: number, log: Log): Step {
  const turns = new Turns()
  const sayRefused = createTally(log)
  return async (context, next) => {
    if (context.path === ALWAYS) return next()
    const chunked = context.get('Transfer-Encoding') !== ''
    const announced = chunked ? largestBody : Number(context.get('Content-Length') || 0)
    try {
      context.state.place = admission.enter(Math.min(announced, largestBody))
    } catch (error) {
      if (error instanceof HttpRefusal) sayRefused(error.message)
      if (announced > WORTH_READING_BYTES) context.set('Connection', 'close')
      throw error
    }
    const { leave } = context.state.place
    let gone = false
    const answered = closed(context).then(() => (gone = true))
    try {
      await turns.mine()
      if (gone) throw busy('Expected a client that waits for its turn, but it went away; nothing was done.')
      await next()
    } finally {
      // Both have to be over: the work, which goes on when the client has gone, and the answer, which a slow client keeps in memory.
      void answered.then(leave)
    }
  }
}

function closed({ res }: RequestContext): Promise<void> {
  return new Promise((resolve) => res.once('close', resolve))
}

/** One line for many: a log must not grow with the overload that it tells of. */
function createTally(log: Log): (why: string) => void {
  let refused = 0
  let saidAt = -Infinity
  return (why) => {
    refused += 1
    const now = performance.now()
    if (now - saidAt < SAY_EVERY_MS) return
    saidAt = now
    log.warn({ refused, why }, 'requests refused: too busy')
    refused = 0
  }
}
