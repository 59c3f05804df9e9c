/** What middleware hands on from one to the next. */
import type { ParameterizedContext } from 'koa'
import type { Place } from '../admission.ts'
import type { Caller } from '../policies/caller.ts'

export interface RequestState {
  /** Missing where none is needed. */
  place?: Place
  requestId: string
  /** Null when nobody is logged in. */
  caller: Caller | null
  /** Token in the session cookie, valid or not; null where none came. */
  sessionToken: string | null
  /** The operation that answers, for the log. */
  operationId?: string
}

export type RequestContext = ParameterizedContext<RequestState>
export type Step = (context: RequestContext, next: () => Promise<void>) => Promise<void>
