/** The work of a service task, done by its handler inside the transaction that completes the job: exactly once. */
import { variablesOfJob } from '../core/visible-variables.ts'
import type { Told } from '../engine.ts'
import type { HistoryNote } from '../model/effect.ts'
import { BpmnError } from '../model/errors.ts'
import type { InstanceEvent } from '../model/instance-event.ts'
import type { Variables } from '../model/json.ts'
import type { HandlerOutcome } from '../ports.ts'
import { type JobRow, jobTable } from '../store/tables/job.ts'
import { acceptedResult } from './accepted-data.ts'
import { callHost } from './call-host.ts'
import { checkVariables } from './check-variables.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Command } from './execute.ts'
import { type OpenInstance, openInstance } from './open-instance.ts'
import { noting } from './noted-decisions.ts'
import { stepInstance } from './step-instance.ts'
import { tellOthers } from './tell-others.ts'
import type { Unit } from './unit.ts'

/**
 * Performs a job that is due. One that is done, halted or somebody else's meanwhile does nothing.
 *
 * @throws whatever the handler throws, except `BpmnError`: everything that it did is undone, and the try is counted
 */
export const performJob: Command<Told & { readonly jobId: string }, object> = async (input, unit, parts) => {
  const job = await unit.rows.find(jobTable, { id: input.jobId })
  if (!job || job.type !== 'handler' || job.state !== 'open' || job.suspended === 1) return {}
  const instance = await openInstance(unit, parts, job.processInstanceId)
  const decided: HistoryNote[] = []
  let outcome: HandlerOutcome
  try {
    outcome = await callHandler(unit, parts, instance, job, decided)
  } catch (error) {
    if (!(error instanceof BpmnError)) throw error
    const { errorCode, message, variables } = error
    const thrown: InstanceEvent = {
      kind: 'error-thrown',
      from: { jobId: job.jobId },
      errorCode,
      message,
      variables,
    }
    await stepInstance(unit, parts, instance, thrown, decided)
    return {}
  }
  const variables = await acceptedResult(instance.loaded, job.elementId, outcome.variables ?? {}, unit, parts)
  checkVariables(variables, { maxBytes: parts.limits.maxVariablesBytes, language: 'en' })
  const event: InstanceEvent = { kind: 'job-completed', jobId: job.jobId, variables }
  const after = await stepInstance(unit, parts, instance, event, [...decided, ...notesOf(job, outcome)])
  await tellOthers(unit, parts, after, outcome)
  return {}
}

async function callHandler(
  unit: Unit,
  parts: EngineParts,
  instance: OpenInstance,
  job: JobRow,
  decided: HistoryNote[],
): Promise<HandlerOutcome> {
  const handler = parts.handlers.get(job.topic)
  if (!handler)
    throw new Error(`Expected a handler named "${job.topic}" for element "${job.elementId}", but there is none.`)
  const work = {
    what: `handler "${job.topic}"`,
    elementId: job.elementId,
    id: job.id,
    variables: variablesOfJob(instance.state, job.jobId),
  }
  const input: Variables = job.input === null ? {} : JSON.parse(job.input)
  return callHost(unit, parts, instance, work, (known) =>
    handler({ ...known, environment: noting(known.environment, job.elementId, decided), input }),
  )
}

function notesOf(job: JobRow, { history = [] }: HandlerOutcome): HistoryNote[] {
  return history.map(({ type, data }) => ({ kind: 'history', type, elementId: job.elementId, data }))
}
