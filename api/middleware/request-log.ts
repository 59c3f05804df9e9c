/** One line per request: what, who, how it ended, how long it took. Never bodies, queries or variable values. */
import type { Log } from '../../engine/ports.ts'
import type { Step } from './context.ts'

export function requestLog(log: Log): Step {
  return async (context, next) => {
    const begun = performance.now()
    await next()
    const { requestId, caller, operationId } = context.state
    log.info(
      {
        requestId,
        method: context.method,
        path: context.path,
        operation: operationId ?? null,
        status: context.status,
        by: caller?.id ?? null,
        ms: Math.round(performance.now() - begun),
      },
      'request',
    )
  }
}
