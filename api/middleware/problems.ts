/**
 * The one place where a thrown error becomes an answer: RFC 9457 problem details. A refusal says what was expected; a
 * fault says nothing of itself but the request's id, under which the log has the rest.
 */
import { EngineError, DeploymentRejected } from '../../engine/model/errors.ts'
import type { Log } from '../../engine/ports.ts'
import { HttpRefusal, RETRY_AFTER_SECONDS } from '../http-refusal.ts'
import { problemOf } from '../present/problem.ts'
import type { RequestContext, Step } from './context.ts'

const STATUS_OF_NATURE = { 'not-found': 404, conflict: 409, invalid: 422, forbidden: 403, busy: 503 } as const

/** @param busyPage what a person sees of a 503 at an address that is not the API's; without it that is a problem, too */
export function problems(log: Log, busyPage?: (context: RequestContext) => string): Step {
  return async (context, next) => {
    try {
      await next()
      return
    } catch (error) {
      const { requestId } = context.state
      // Headers of the answer that did not come about, e.g. of a page.
      context.remove('Link')
      if (error instanceof HttpRefusal) {
        const { status, code, detail, headers = {}, errors } = error.facts
        for (const [name, value] of Object.entries(headers)) context.set(name, value)
        answer(status, code, detail, errors === undefined ? {} : { errors })
      } else if (error instanceof EngineError) {
        const status = STATUS_OF_NATURE[error.nature]
        if (status === 503) context.set('Retry-After', RETRY_AFTER_SECONDS)
        if (error instanceof DeploymentRejected)
          log.info({ requestId, problems: error.problems.length }, 'deployment rejected')
        answer(status, error.code, error.message, error.details)
      } else if (isGone(error, context)) {
        // Nobody is there to be answered, and nothing is wrong with us.
        log.info({ requestId }, 'client went away')
      } else {
        log.error({ requestId, error: describe(error) }, 'fault')
        answer(
          500,
          'fault',
          'Expected this to work, but something on our side failed. The log has it under this request’s id.',
          {},
        )
      }

      function answer(status: number, code: string, detail: string, facts: Readonly<Record<string, unknown>>): void {
        context.status = status
        if (status === 503 && busyPage && !context.path.startsWith('/api/')) {
          context.type = 'text/html'
          context.body = busyPage(context)
          return
        }
        context.type = 'application/problem+json'
        context.body = JSON.stringify(problemOf({ status, code, detail, instance: `urn:uuid:${requestId}`, facts }))
      }
    }
  }
}

/** @returns whether the connection broke before the whole request had come */
function isGone(error: unknown, { req }: RequestContext): boolean {
  return !req.complete && error instanceof Error && 'code' in error && error.code === 'ECONNRESET'
}

/** For the log: the stack with its causes. Messages of our own never carry variable values. */
function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error)
  const cause: unknown = error.cause === undefined ? undefined : describe(error.cause)
  return { name: error.name, message: error.message, stack: error.stack, ...(cause === undefined ? {} : { cause }) }
}
