/** Gives every request an id of ours: in the answer, the log and the problem, so that one finds the other. */
import { randomUUID } from 'node:crypto'
import type { Step } from './context.ts'

export function requestId(): Step {
  return async (context, next) => {
    context.state.requestId = randomUUID()
    context.state.caller = null
    context.state.sessionToken = null
    context.set('X-Request-Id', context.state.requestId)
    await next()
  }
}
