/** Incidents: technical failures that keep a token in its place until a person tries again. */
import type { IncidentType } from '../model/effect.ts'
import { Conflict } from '../model/errors.ts'
import type { Token, Wait } from '../model/instance-state.ts'
import type { Run } from './run.ts'

type IncidentWait = Extract<Wait, { for: 'incident' }>

interface Failure {
  readonly type: IncidentType
  readonly message: string
  readonly step: IncidentWait['step']
  readonly payload?: IncidentWait['payload']
  readonly jobId?: string | null
}

/** Keeps the token in its place with an incident; the message is cut at 2,000 characters. */
export const openIncident = (
  run: Run,
  token: Token,
  { type, message, step, payload = null, jobId = null }: Failure,
): void => {
  const incidentId = run.newId('i')
  const text = message.slice(0, 2_000)
  // The scope that a sub-process waits for must not be forgotten: its output mapping is what failed.
  const wait: Wait = {
    for: 'incident',
    incidentId,
    step,
    payload,
    jobId,
    ...(token.wait.for === 'scope' ? { scopeId: token.wait.scopeId } : {}),
    ...(token.wait.for === 'data' || token.wait.for === 'turn' ? { after: token.wait.for } : {}),
  }
  run.putToken({ ...token, wait })
  run.emit({
    kind: 'incident-opened',
    incidentId,
    elementId: token.elementId,
    tokenId: token.id,
    type,
    message: text,
    jobId,
  })
  run.note('incident-opened', token.elementId, { incidentId, type, message: text })
}

/** Tries again what failed. @throws Conflict `incident-not-open` */
export const retryIncident = (run: Run, incidentId: string): void => {
  const token = run.tokens().find(({ wait }) => wait.for === 'incident' && wait.incidentId === incidentId)
  if (token?.wait.for !== 'incident') {
    throw new Conflict('incident-not-open', `Expected incident "${incidentId}" to be open, but it is not.`, {
      incidentId,
    })
  }
  const { step, payload, jobId, scopeId, after = 'trigger' } = token.wait
  run.emit({ kind: 'incident-closed', incidentId })
  run.note('incident-closed', token.elementId, { incidentId })
  if (jobId !== null) {
    run.putToken({ ...token, wait: { for: 'job', jobId } })
    return
  }
  run.putToken({ ...token, wait: scopeId === undefined ? { for: after } : { for: 'scope', scopeId } })
  run.schedule(step === 'leave' ? { do: 'leave', tokenId: token.id, payload } : { do: step, tokenId: token.id })
}
