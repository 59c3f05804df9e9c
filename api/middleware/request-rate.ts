/** Requests per minute and address, where a limit is set. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { tooManyRequests } from '../http-refusal.ts'
import type { Step } from './context.ts'

/** @param perMinute 0 is no limit */
export function requestRate(perMinute: number): Step {
  if (perMinute === 0) return (_context, next) => next()
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 })
  return async (context, next) => {
    try {
      await limiter.consume(context.ip)
    } catch (cause) {
      if (!(cause instanceof RateLimiterRes)) throw cause
      throw tooManyRequests(
        `Expected at most ${perMinute} requests in a minute, but there were more.`,
        cause.msBeforeNext / 1000,
      )
    }
    await next()
  }
}
