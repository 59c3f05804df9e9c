import type { PendingCommandRow } from '../../../engine/store/tables/pending-command.ts'
import { type Check, type Facts, type InstanceFacts, countOf, differences } from './facts.ts'

/** What goes from one instance to another equals what their histories say: messages thrown and taken, calls and their answers. */
export const outbox: Check = function* (facts) {
  yield* messages(facts)
  yield* calls(facts)
  yield* records(facts)
}

function* messages({ snapshot, instances, events }: Facts): Generator<string> {
  const thrown = countOf(
    (events.get('message-thrown') ?? []).map((event) => `${event.processInstanceId} threw ${String(event.data.name)}`),
  )
  const sent = countOf(
    snapshot.messages
      .filter(({ sourceInstanceId }) => sourceInstanceId !== null)
      .map(({ sourceInstanceId, name }) => `${sourceInstanceId} threw ${name}`),
  )
  yield* differences(thrown, sent, (what, told, there) => `${what} ${told} times, but there are ${there} messages.`)

  // The workload's messages start an instance or are received by one that waits; both are lines of its history.
  const taken = countOf([
    ...(events.get('message-received') ?? []).map(
      (event) => `${event.processInstanceId} took ${String(event.data.name)}`,
    ),
    ...[...instances.values()].flatMap(({ row, history }) =>
      history[0]?.elementId === 'asked' ? [`${row.id} took order.asked`] : [],
    ),
  ])
  const delivered = countOf(
    snapshot.messages
      .filter(({ state }) => state === 'delivered')
      .map(({ deliveredTo, name }) => `${deliveredTo} took ${name}`),
  )
  yield* differences(taken, delivered, (what, told, there) => `${what} ${told} times, but ${there} messages say so.`)
  for (const { id, name, state } of snapshot.messages)
    if (state !== 'delivered' && state !== 'buffered') yield `Message "${id}" (${name}) is ${state}.`
}

/** A call under way is in one place: to be started, running, or on its way back. */
function* calls({ snapshot, instances, events }: Facts): Generator<string> {
  const places = countOf([
    ...snapshot.pending.map(callOf).filter((call) => call !== null),
    ...[...instances.values()]
      .filter(({ row }) => row.parentInstanceId !== null && row.endedAt === null)
      .map(({ row }) => `${row.parentInstanceId} call ${row.parentCallId}`),
  ])
  const waiting = countOf([...instances.values()].flatMap(callsOf))
  yield* differences(
    waiting,
    places,
    (what, told, there) => `${what}: waited for ${told} times, but it is in ${there} places.`,
  )

  const started = countOf(
    (events.get('call-started') ?? []).map((event) => `${event.processInstanceId} call ${String(event.data.callId)}`),
  )
  const known = countOf([
    ...snapshot.instances
      .filter(({ parentInstanceId }) => parentInstanceId !== null)
      .map(({ parentInstanceId, parentCallId }) => `${parentInstanceId} call ${parentCallId}`),
    ...snapshot.pending
      .filter(({ kind }) => kind === 'start-called')
      .map(callOf)
      .filter((call) => call !== null),
  ])
  yield* differences(started, known, (what, told, there) => `${what}: started ${told} times, but there are ${there}.`)
}

function callsOf({ row, tokens }: InstanceFacts): string[] {
  return tokens.flatMap(({ wait }) => (wait.for === 'call' ? [`${row.id} call ${wait.callId}`] : []))
}

/** The call that a pending command is about. */
function callOf({ kind, processInstanceId, data }: PendingCommandRow): string | null {
  const told = JSON.parse(data) as { parentInstanceId?: string; callId?: string }
  if (kind === 'start-called') return `${told.parentInstanceId} call ${told.callId}`
  return kind.startsWith('call-') ? `${processInstanceId} call ${told.callId}` : null
}

/** A handler's record is there when its job is done, and not before. */
function* records({ snapshot, events }: Facts): Generator<string> {
  const done = countOf(
    (events.get('job-completed') ?? []).map((event) => `${event.processInstanceId}.${String(event.data.jobId)}`),
  )
  const written = countOf(snapshot.records.map(({ data }) => String(JSON.parse(data).jobId)))
  yield* differences(
    done,
    written,
    (job, told, there) => `Job ${job} was done ${told} times, but wrote ${there} records.`,
  )
  if (snapshot.recordVersions.length !== snapshot.records.length)
    yield `There are ${snapshot.records.length} records, but ${snapshot.recordVersions.length} versions of them.`
  const last = snapshot.numbers.reduce((sum, sequence) => sum + sequence.last, 0)
  if (last !== snapshot.records.length)
    yield `There are ${snapshot.records.length} records, but ${last} numbers were given.`
}
