/** What a stored absence says. */
import type { Instant } from '../../engine/model/json.ts'
import type { AbsenceRow } from './tables.ts'

/** @returns when the absence is over */
export function endOf({ until, endedAt }: Pick<AbsenceRow, 'until' | 'endedAt'>): Instant {
  return endedAt !== null && endedAt < until ? endedAt : until
}

/** @returns null: all of the person's work */
export function rolesIn({ roles }: Pick<AbsenceRow, 'roles'>): readonly string[] | null {
  return roles === null ? null : (JSON.parse(roles) as string[])
}
