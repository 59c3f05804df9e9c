/** The condition that whoever changes a record may set: that it is still the version which they have seen. */
import { HttpRefusal } from '../http-refusal.ts'

/**
 * @returns the version that `If-Match` names; null where any will do
 * @throws {HttpRefusal} 400, because a condition that is not understood must not count as fulfilled
 */
export function versionIn(ifMatch: string): number | null {
  if (ifMatch === '' || ifMatch === '*') return null
  const [, version] = /^"(\d{1,9})"$/.exec(ifMatch) ?? []
  if (version !== undefined) return Number(version)
  throw new HttpRefusal({
    status: 400,
    code: 'if-match-unreadable',
    detail: 'Expected If-Match with the ETag of one version, such as "3" in quotes, but it is something else.',
  })
}
