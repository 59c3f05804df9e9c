import type { Told } from '../engine.ts'
import { Conflict, NotFound } from '../model/errors.ts'
import type { HistoryNote } from '../model/effect.ts'
import type { JobView } from '../model/views.ts'
import { type IncidentRow, incidentTable } from '../store/tables/incident.ts'
import { type JobRow, jobTable } from '../store/tables/job.ts'
import { jobView } from '../store/to-views.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Command } from './execute.ts'
import { expectActive, openInstance } from './open-instance.ts'
import { stepInstance } from './step-instance.ts'
import type { Unit } from './unit.ts'

/**
 * Tries again what failed: the element is entered or left once more, a failed job gets new tries.
 *
 * @throws NotFound
 * @throws Conflict `incident-not-open`
 */
export const retryIncident: Command<
  Told & { readonly incidentId: string },
  { readonly id: string; readonly processInstanceId: string }
> = async ({ incidentId }, unit, parts) => {
  const incident = await unit.rows.find(incidentTable, { id: incidentId })
  if (incident?.institutionId !== unit.by.institutionId) throw new NotFound('incident', incidentId)
  if (incident.closedAt !== null)
    throw new Conflict(
      'incident-not-open',
      `Expected incident "${incidentId}" to be open, but it was closed at ${incident.closedAt}.`,
      { incidentId },
    )
  await retry(unit, parts, incident)
  return { id: incidentId, processInstanceId: incident.processInstanceId }
}

/**
 * Gives a failed job new tries, which closes its incident.
 *
 * @param input `retries`: how many; as many as a new job has when left out
 * @throws NotFound
 * @throws Conflict `job-not-failed`
 */
export const retryJob: Command<Told & { readonly jobId: string; readonly retries?: number }, JobView> = async (
  { jobId, retries },
  unit,
  parts,
) => {
  const job = await unit.rows.find(jobTable, { id: jobId })
  if (job?.institutionId !== unit.by.institutionId) throw new NotFound('job', jobId)
  const [incident] = await (
    await unit.look()
  ).find(incidentTable, {
    // The instance is what incidents are found by.
    where: { processInstanceId: job.processInstanceId, jobId },
    order: { createdAt: 'DESC' },
    take: 1,
  })
  if (job.state !== 'failed' || !incident || incident.closedAt !== null)
    throw new Conflict(
      'job-not-failed',
      `Expected job "${jobId}" to have failed, but it is ${job.state} with ${job.retriesLeft} tries left.`,
      { jobId },
    )
  await retry(unit, parts, incident, retries)
  return jobView({ ...job, ...freshTries(unit, parts, retries) })
}

async function retry(unit: Unit, parts: EngineParts, incident: IncidentRow, retries?: number): Promise<void> {
  const instance = await openInstance(unit, parts, incident.processInstanceId)
  expectActive(instance)
  const { incidentId, jobId, elementId } = incident
  const notes: HistoryNote[] =
    jobId === null ? [] : [{ kind: 'history', type: 'job-retried', elementId, data: { jobId } }]
  await stepInstance(unit, parts, instance, { kind: 'incident-retried', incidentId }, notes)
  if (jobId === null) return
  unit.rows.update(jobTable, { id: jobId }, freshTries(unit, parts, retries))
  const job = await unit.rows.find(jobTable, { id: jobId })
  if (job?.type === 'handler') unit.steps.push({ kind: 'job', row: job })
}

function freshTries(
  unit: Unit,
  parts: EngineParts,
  retries = parts.limits.jobRetryPausesMs.length + 1,
): Pick<JobRow, 'state' | 'retriesLeft' | 'nextTryAt' | 'errorMessage'> {
  return {
    state: 'open',
    retriesLeft: retries,
    nextTryAt: unit.now,
    errorMessage: null,
  }
}
