import type { Effect } from '../model/effect.ts'
import { type JobRow, jobTable } from '../store/tables/job.ts'
import type { EffectContext } from './apply-effects.ts'

/** Opens and closes rows of jobs. */
export function applyJob(
  { unit, parts, before: { row }, idOf }: EffectContext,
  effect: Extract<Effect, { kind: 'job-opened' | 'job-closed' }>,
): void {
  const id = idOf(effect.jobId)
  if (effect.kind === 'job-closed') {
    unit.rows.delete(jobTable, { id })
    return
  }
  const job: JobRow = {
    id,
    institutionId: row.institutionId,
    processInstanceId: row.id,
    rootInstanceId: row.rootInstanceId,
    jobId: effect.jobId,
    elementId: effect.elementId,
    type: effect.type,
    topic: effect.topic,
    priority: Math.trunc(effect.priority),
    input: effect.input === null ? null : JSON.stringify(effect.input),
    state: 'open',
    retriesLeft: parts.limits.jobRetryPausesMs.length + 1,
    nextTryAt: unit.now,
    errorMessage: null,
    workerId: null,
    lockedUntil: null,
    createdAt: unit.now,
    suspended: row.status === 'suspended' ? 1 : 0,
  }
  unit.rows.insert(jobTable, job)
  if (job.type === 'handler' && job.suspended === 0) unit.steps.push({ kind: 'job', row: job })
}
