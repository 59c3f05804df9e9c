/** How far an application is, in plain milestones: what was reached and when, where it stands, what is still ahead. */
import type { Instant, Variables } from '../../../../engine/model/json.ts'
import type { Milestone } from '../../../../processes/load-process-data.ts'

/** A version of the record, as far as this needs it. */
export interface StatusAt {
  readonly status: string | null
  readonly at: Instant
}

export interface PointOnTheWay {
  readonly milestone: Milestone
  readonly state: 'reached' | 'current' | 'ahead'
  /** When it was reached; null where it was not yet. */
  readonly at: Instant | null
}

/**
 * @param milestones of the edition, in their order
 * @param versions of the record, the newest first
 */
export function wayOf(milestones: readonly Milestone[], versions: readonly StatusAt[]): readonly PointOnTheWay[] {
  const status = versions[0]?.status ?? null
  const current = milestones.find((one) => isAt(one, status))
  if (!current) return []
  const now: PointOnTheWay = { milestone: current, state: 'current', at: sinceWhen(current, versions) }
  const steps = milestones.filter(({ kind }) => kind === 'step')
  const place = current.kind === 'step' ? steps.indexOf(current) : lastReached(steps, versions) + 1
  // A step that was skipped is not told of; one that has to be gone once more is ahead again.
  const reached = steps.slice(0, place).flatMap((milestone): PointOnTheWay[] => {
    const at = firstTime(milestone, versions)
    return at === null ? [] : [{ milestone, state: 'reached', at }]
  })
  const rest = steps.slice(current.kind === 'step' ? place + 1 : place)
  const ahead = rest.map((milestone): PointOnTheWay => ({ milestone, state: 'ahead', at: null }))
  return current.kind === 'end' ? [...reached, now] : [...reached, now, ...ahead]
}

/** @returns by when the next thing is to happen, as the record says; null where it does not */
export function byWhen({ by }: Milestone, data: Variables): Instant | null {
  const found = by.map((field) => data[field]).find((value) => typeof value === 'string')
  return typeof found === 'string' ? found : null
}

function isAt({ statuses }: Milestone, status: string | null): boolean {
  return status !== null && statuses.includes(status)
}

function firstTime(milestone: Milestone, versions: readonly StatusAt[]): Instant | null {
  return versions.findLast(({ status }) => isAt(milestone, status))?.at ?? null
}

/** Since when it has stood there without a break. */
function sinceWhen(milestone: Milestone, versions: readonly StatusAt[]): Instant | null {
  const before = versions.findIndex(({ status }) => !isAt(milestone, status))
  return versions[before < 0 ? versions.length - 1 : before - 1]?.at ?? null
}

/** The step at which it stood before it left the way. */
function lastReached(steps: readonly Milestone[], versions: readonly StatusAt[]): number {
  for (const { status } of versions) {
    const found = steps.findIndex((step) => isAt(step, status))
    if (found >= 0) return found
  }
  return -1
}
