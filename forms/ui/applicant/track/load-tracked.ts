/**
 * An application as its applicant may see it: what its record says to them, the letters to them, what it waits for. Which
 * application it is, the session alone says; nothing of the address or of a form is taken for it.
 */
import { NotFound } from '../../../../engine/model/errors.ts'
import type { Instant, Json } from '../../../../engine/model/json.ts'
import type { ProcessInstanceDetails } from '../../../../engine/model/views.ts'
import type { TrackingView } from '../../../../api/tracking/index.ts'
import type { PageCall } from '../../shared/page.ts'
import { byWhen, wayOf, type PointOnTheWay } from './milestones.ts'

const MOST_VERSIONS = 200
const MOST_MESSAGES = 50
/** Talks with the client of one case. */
const MOST_CALLED = 50
const REPLIED = 'client.replied'

export interface Letter {
  readonly id: string
  readonly at: Instant
  readonly subject: string
  readonly body: string
}

export interface Tracked {
  readonly applicationId: string
  readonly number: string
  readonly subject: string
  readonly way: readonly PointOnTheWay[]
  readonly by: Instant | null
  readonly result: string
  readonly letters: readonly Letter[]
  readonly question: { readonly originRef: string; readonly text: string; readonly neededBy: Instant | null } | null
  /** Names of the messages that the case waits for. */
  readonly awaited: ReadonlySet<string>
  /** Of the survey that was sent and not answered. */
  readonly surveyId: string | null
}

/** @returns who looks, null where nobody does (any more) */
export async function viewOf({ ports, institutionId, trackingToken }: PageCall): Promise<TrackingView | null> {
  return trackingToken === null ? null : ports.tracking.recognise(institutionId, trackingToken)
}

export async function loadTracked(call: PageCall, { applicationId }: TrackingView): Promise<Tracked> {
  const { ports, institutionId } = call
  const { engine, data } = ports
  const id = { register: 'application', id: applicationId }
  const of = { where: { applicationId }, institutionId }
  const [record, versions, notifications, surveys, instance] = await Promise.all([
    engine.getRecord({ institutionId, ...id }),
    engine.listRecordVersions({ institutionId, ...id, limit: MOST_VERSIONS }),
    engine.listRecords({ ...of, register: 'notification', limit: MOST_MESSAGES }),
    engine.listRecords({ ...of, register: 'survey', status: ['sent'], limit: 1 }),
    instanceOf(call, applicationId),
  ])
  const way = wayOf(data.milestones, versions.items)
  const current = way.find(({ state }) => state === 'current')?.milestone
  return {
    applicationId,
    number: record.number ?? '',
    subject: text(record.data['subject']),
    way,
    by: current ? byWhen(current, record.data) : null,
    result: text(record.data['resultSummary']),
    // Letters to staff about this application are not for the client.
    letters: notifications.items
      .filter((one) => isAbsent(one.data['role']) && isAbsent(one.data['personId']))
      .map((one) => ({
        id: one.id,
        at: one.createdAt,
        subject: text(one.data['subject']),
        body: text(one.data['body']),
      })),
    question: instance ? await questionOf(call, instance) : null,
    awaited: new Set(instance ? awaitedBy(instance) : []),
    surveyId: surveys.items[0]?.id ?? null,
  }
}

async function instanceOf({ ports, institutionId }: PageCall, id: string): Promise<ProcessInstanceDetails | null> {
  try {
    const instance = await ports.engine.getProcessInstance({ institutionId, processInstanceId: id })
    return instance.state === 'active' ? instance : null
  } catch (error) {
    // The case was forgotten after its time; its record stays.
    if (error instanceof NotFound) return null
    throw error
  }
}

function awaitedBy({ waitingFor }: ProcessInstanceDetails): readonly string[] {
  return waitingFor.flatMap(({ type, name }) => (type === 'message' && name !== null ? [name] : []))
}

/** A talk with the client is a case of its own that the application has called; the first that waits is answered first. */
async function questionOf(call: PageCall, { calledInstances }: ProcessInstanceDetails): Promise<Tracked['question']> {
  for (const id of calledInstances.slice(-MOST_CALLED)) {
    const called = await instanceOf(call, id)
    const waits = called?.waitingFor.find(({ type, name }) => type === 'message' && name === REPLIED)
    if (!called || !waits || waits.correlationKey === null) continue
    const { question, neededBy } = called.variables
    return {
      originRef: waits.correlationKey,
      text: text(question),
      neededBy: typeof neededBy === 'string' ? neededBy : null,
    }
  }
  return null
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

function isAbsent(value: Json | undefined): boolean {
  return value === undefined || value === null
}
