/** The key that makes a form that is sent twice (a double click, Back and again) one command. */
import { randomUUID } from 'node:crypto'

/** Name of the hidden field. */
export const ONCE_FIELD = '_once'

export function newOnceKey(): string {
  return randomUUID()
}
