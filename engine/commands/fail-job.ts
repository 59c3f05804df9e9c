import type { Told } from '../engine.ts'
import type { HistoryNote } from '../model/effect.ts'
import { addDuration } from '../time/iso8601.ts'
import { type JobRow, jobTable } from '../store/tables/job.ts'
import { addHistory } from './add-history.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Command } from './execute.ts'
import { openInstance } from './open-instance.ts'
import { stepInstance } from './step-instance.ts'
import type { Unit } from './unit.ts'

const MAX_MESSAGE_CHARACTERS = 2000

/** Counts a failed try of a handler's job; its work was undone with its transaction. */
export const failJob: Command<Told & { readonly jobId: string; readonly message: string }, object> = async (
  input,
  unit,
  parts,
) => {
  const job = await unit.rows.find(jobTable, { id: input.jobId })
  if (!job || job.type !== 'handler' || job.state !== 'open') return {}
  const retriesLeft = job.retriesLeft - 1
  const pauses = parts.limits.jobRetryPausesMs
  const pauseMs = pauses[Math.max(pauses.length - retriesLeft, 0)] ?? 0
  await countFailure(unit, parts, job, { message: input.message, retriesLeft, pauseMs })
  return {}
}

/** Writes down a failed try: the next one after a pause, or, after the last, an incident that keeps the token in its place. */
export async function countFailure(
  unit: Unit,
  parts: EngineParts,
  job: JobRow,
  failure: { readonly message: string; readonly retriesLeft: number; readonly pauseMs: number },
): Promise<void> {
  const { retriesLeft } = failure
  const errorMessage = failure.message.slice(0, MAX_MESSAGE_CHARACTERS)
  const nextTryAt = addDuration(unit.now, `PT${(failure.pauseMs / 1000).toFixed(3)}S`)
  const released = { errorMessage, retriesLeft, nextTryAt, workerId: null, lockedUntil: null }
  unit.rows.update(jobTable, { id: job.id }, { ...released, state: retriesLeft > 0 ? 'open' : 'failed' })

  const instance = await openInstance(unit, parts, job.processInstanceId)
  const data = { jobId: job.jobId, topic: job.topic, message: errorMessage, retriesLeft }
  if (retriesLeft > 0) {
    await addHistory(unit, parts, instance, 'job-failed', job.elementId, data)
    return
  }
  const note: HistoryNote = { kind: 'history', type: 'job-failed', elementId: job.elementId, data }
  await stepInstance(unit, parts, instance, { kind: 'job-failed', jobId: job.jobId, message: errorMessage }, [note])
}
