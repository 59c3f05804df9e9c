import { variablesOfJob } from '../core/visible-variables.ts'
import type { Told } from '../engine.ts'
import { refusedValue } from '../model/errors.ts'
import type { Instant } from '../model/json.ts'
import { isStorableText } from '../model/storable-text.ts'
import type { LockedExternalTask } from '../model/views.ts'
import { addDuration } from '../time/iso8601.ts'
import { freeExternalJobs } from '../store/look-ups/jobs.ts'
import { type JobRow, jobTable } from '../store/tables/job.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Command } from './execute.ts'
import { openInstance } from './open-instance.ts'
import type { Unit } from './unit.ts'

/** What a worker of another system asks for; durations in milliseconds, from 1 ms to a day. */
export interface FetchAndLock extends Told {
  readonly workerId: string
  readonly maxTasks: number
  readonly topics: readonly { readonly topicName: string; readonly lockDurationMs: number }[]
}

const MOST_TASKS = 100
const MOST_TOPICS = 50
const LONGEST_LOCK_MS = 24 * 60 * 60 * 1000

/**
 * Hands external tasks to a worker of another system: highest priority first, then oldest. A lock that has run out
 * frees the task for others.
 *
 * @throws DataRejected for a worker id, number or duration that is none
 */
export const fetchAndLock: Command<FetchAndLock, { readonly tasks: readonly LockedExternalTask[] }> = async (
  input,
  unit,
  parts,
) => {
  checkInput(input)
  const tasks: LockedExternalTask[] = []
  for (const { topicName, lockDurationMs } of input.topics) {
    const left = input.maxTasks - tasks.length
    if (left <= 0) break
    const lockedUntil = lockEnd(unit.now, lockDurationMs)
    for (const job of await freeExternalJobs(await unit.look(), unit.by.institutionId, topicName, unit.now, left)) {
      // The same topic named twice must not hand out a task twice.
      if (tasks.some(({ id }) => id === job.id)) continue
      unit.rows.update(jobTable, { id: job.id }, { workerId: input.workerId, lockedUntil })
      tasks.push(await describeLocked(unit, parts, { ...job, workerId: input.workerId, lockedUntil }))
    }
  }
  return { tasks }
}

/** @throws DataRejected for a duration that is not between 1 ms and a day */
export function lockEnd(now: Instant, durationMs: number): Instant {
  if (!Number.isFinite(durationMs) || durationMs < 1 || durationMs > LONGEST_LOCK_MS)
    throw refusedValue('/lockDuration', 'range', `Expected a lock of 1 to ${LONGEST_LOCK_MS} ms.`)
  return addDuration(now, `PT${(durationMs / 1000).toFixed(3)}S`)
}

function checkInput({ workerId, maxTasks, topics }: FetchAndLock): void {
  if (workerId === '' || workerId.length > 255 || !isStorableText(workerId))
    throw refusedValue('/workerId', 'range', 'Expected a worker id of 1 to 255 characters.')
  if (!Number.isInteger(maxTasks) || maxTasks < 1 || maxTasks > MOST_TASKS)
    throw refusedValue('/maxTasks', 'range', `Expected 1 to ${MOST_TASKS} tasks.`)
  if (topics.length < 1 || topics.length > MOST_TOPICS)
    throw refusedValue('/topics', 'range', `Expected 1 to ${MOST_TOPICS} topics.`)
}

async function describeLocked(unit: Unit, parts: EngineParts, job: JobRow): Promise<LockedExternalTask> {
  const { row, state } = await openInstance(unit, parts, job.processInstanceId)
  return {
    id: job.id,
    topicName: job.topic,
    workerId: job.workerId ?? '',
    lockExpirationTime: job.lockedUntil ?? '',
    processInstanceId: row.id,
    processDefinitionKey: row.processKey,
    processDefinitionId: row.definitionId,
    activityId: job.elementId,
    businessKey: row.businessKey,
    retries: job.retriesLeft,
    priority: job.priority,
    variables: job.input === null ? variablesOfJob(state, job.jobId) : JSON.parse(job.input),
  }
}
