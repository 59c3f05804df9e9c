/** The shape of a refusal: RFC 9457. */
import { STATUS_CODES } from 'node:http'

export interface ProblemFacts {
  readonly status: number
  readonly code: string
  readonly detail: string
  /** The request: `urn:uuid:<its id>`. */
  readonly instance: string
  /** Further members, e.g. `errors`, `taskId`; they cannot displace the standard ones. */
  readonly facts: Readonly<Record<string, unknown>>
}

export function problemOf({ status, code, detail, instance, facts }: ProblemFacts): object {
  return { ...facts, type: `urn:ritums:problem:${code}`, title: titleOf(status, code), status, detail, instance, code }
}

/** `task-not-open` → `Task not open`; for what only HTTP knows, its own words. */
function titleOf(status: number, code: string): string {
  const words = code.replaceAll('-', ' ')
  return status >= 500 ? (STATUS_CODES[status] ?? words) : words.charAt(0).toUpperCase() + words.slice(1)
}
