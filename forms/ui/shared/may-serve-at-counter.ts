import { allows } from '../../../api/policies/grants.ts'
import type { Caller } from '../../../api/policies/caller.ts'

/** Starts cases for people who come or call. */
export function mayServeAtCounter(caller: Caller): boolean {
  return allows(caller.grants, 'process.start', 'application')
}
