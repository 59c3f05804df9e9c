/** What a worker of another system answers about a task that it locked. */
import type { Told } from '../engine.ts'
import { Conflict, NotAllowed, NotFound, refusedValue } from '../model/errors.ts'
import type { Variables } from '../model/json.ts'
import { isStorableText } from '../model/storable-text.ts'
import { type JobRow, jobTable } from '../store/tables/job.ts'
import { acceptedResult } from './accepted-data.ts'
import { checkVariables } from './check-variables.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Command } from './execute.ts'
import { countFailure } from './fail-job.ts'
import { lockEnd } from './fetch-and-lock.ts'
import { type OpenInstance, expectActive, openInstance } from './open-instance.ts'
import { stepInstance } from './step-instance.ts'
import type { Unit } from './unit.ts'

interface ByWorker extends Told {
  readonly jobId: string
  readonly workerId: string
}
type Done = { readonly id: string }

/** @throws NotFound */
async function externalJob(unit: Unit, id: string): Promise<JobRow> {
  const job = await unit.rows.find(jobTable, { id })
  if (job?.institutionId !== unit.by.institutionId || job.type !== 'external') throw new NotFound('external task', id)
  return job
}

/**
 * A job that the worker holds, of an active instance. A lock that ran out still counts until another worker has taken
 * the task: the work is done, and doing it again would be worse.
 */
async function heldJob(
  unit: Unit,
  parts: EngineParts,
  { jobId, workerId }: ByWorker,
): Promise<{ job: JobRow; instance: OpenInstance }> {
  const job = await externalJob(unit, jobId)
  if (job.state !== 'open')
    throw new Conflict('job-not-open', `Expected external task "${jobId}" to be open, but it has ${job.state}.`, {
      jobId,
    })
  if (job.workerId !== workerId)
    throw new Conflict(
      'job-not-held',
      `Expected external task "${jobId}" to be locked by "${workerId}", but ${job.workerId === null ? 'nobody' : `"${job.workerId}"`} holds it.`,
      { jobId, workerId, heldBy: job.workerId },
    )
  const instance = await openInstance(unit, parts, job.processInstanceId)
  expectActive(instance)
  return { job, instance }
}

/**
 * Completes it; `variables` become variables of the case, as far as the task's result form lets them.
 *
 * @throws NotFound, Conflict, DataRejected, FormRejected, InstanceNotActive
 */
export const completeExternalTask: Command<ByWorker & { readonly variables: Variables }, Done> = async (
  input,
  unit,
  parts,
) => {
  checkVariables(input.variables, { maxBytes: parts.limits.maxVariablesBytes, language: unit.by.language })
  const { job, instance } = await heldJob(unit, parts, input)
  const variables = await acceptedResult(instance.loaded, job.elementId, input.variables, unit, parts)
  await stepInstance(unit, parts, instance, { kind: 'job-completed', jobId: job.jobId, variables })
  return { id: job.id }
}

/** Says that a try failed. Without `retries` one try less is left; with none left an incident is opened. */
export const failExternalTask: Command<
  ByWorker & { readonly errorMessage: string; readonly retries?: number; readonly retryTimeoutMs?: number },
  Done
> = async (input, unit, parts) => {
  const { job } = await heldJob(unit, parts, input)
  const { errorMessage, retries = job.retriesLeft - 1, retryTimeoutMs = 0 } = input
  if (!Number.isInteger(retries) || retries < 0 || retries > 1000)
    throw refusedValue('/retries', 'range', 'Expected 0 to 1,000 retries.')
  if (!Number.isFinite(retryTimeoutMs) || retryTimeoutMs < 0 || retryTimeoutMs > 365 * 86_400_000)
    throw refusedValue('/retryTimeout', 'range', 'Expected a pause of 0 ms to a year.')
  const message = isStorableText(errorMessage) ? errorMessage : 'The worker gave no message that can be stored.'
  await countFailure(unit, parts, job, { message, retriesLeft: retries, pauseMs: retryTimeoutMs })
  return { id: job.id }
}

/** Takes the error path drawn in the diagram. */
export const throwExternalTaskError: Command<
  ByWorker & { readonly errorCode: string; readonly errorMessage?: string; readonly variables?: Variables },
  Done
> = async (input, unit, parts) => {
  const { errorCode, errorMessage: message = null, variables = {} } = input
  checkVariables(
    { ...variables, errorCode, message },
    { maxBytes: parts.limits.maxVariablesBytes, language: unit.by.language },
  )
  const { job, instance } = await heldJob(unit, parts, input)
  await stepInstance(unit, parts, instance, {
    kind: 'error-thrown',
    from: { jobId: job.jobId },
    errorCode,
    message,
    variables,
  })
  return { id: job.id }
}

/** Keeps the task for longer, counted from now. */
export const extendExternalTaskLock: Command<ByWorker & { readonly newDurationMs: number }, Done> = async (
  input,
  unit,
  parts,
) => {
  const { job } = await heldJob(unit, parts, input)
  unit.rows.update(jobTable, { id: job.id }, { lockedUntil: lockEnd(unit.now, input.newDurationMs) })
  return { id: job.id }
}

/** Frees a task for other workers; for those who may manage. */
export const unlockExternalTask: Command<Told & { readonly jobId: string }, Done> = async ({ jobId }, unit) => {
  if (!unit.by.mayManage)
    throw new NotAllowed(`Expected somebody who may manage to unlock task "${jobId}", but "${unit.by.id}" may not.`, {
      jobId,
    })
  await externalJob(unit, jobId)
  unit.rows.update(jobTable, { id: jobId }, { workerId: null, lockedUntil: null })
  return { id: jobId }
}
