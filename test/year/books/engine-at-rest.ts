import { readFileSync } from 'node:fs'
import type { Facts } from '../../crash/checks/facts.ts'
import type { BookCheck } from './books.ts'

const CONTRACTS = new URL('../../../processes/messages.json', import.meta.url)

/** Nothing lies longer, over holidays and a time in which the server stands still. */
const DAYS_OF_WORK = 25
const DAY_MS = 86_400_000

interface Contracts {
  readonly messages: readonly { readonly name: string; readonly informative?: boolean }[]
}

/** No step failed for good, nothing that should have happened by itself is left, and no message is lost. */
export const engineAtRest: BookCheck = function* ({ facts, options }) {
  const { incidents, jobs, pending, timers } = facts.snapshot
  for (const { closedAt, elementId, message } of incidents)
    if (closedAt === null) yield `Step ${elementId} failed: ${message}`
  for (const { elementId, createdAt } of jobs) yield `The job of ${elementId} is open since ${createdAt}.`
  for (const { kind, processInstanceId } of pending) yield `A command "${kind}" never reached "${processInstanceId}".`
  for (const { elementId, dueAt } of timers)
    if (dueAt < options.end) yield `The timer of ${elementId} should have fired at ${dueAt}.`
  yield* messages(facts, options.end)
  yield* forgotten(facts, options.end)
}

/** All work is done at some time, whatever it is about. */
function* forgotten({ snapshot }: Facts, end: string): Generator<string> {
  const longAgo = new Date(Date.parse(end) - DAYS_OF_WORK * DAY_MS).toISOString()
  for (const { elementId, processInstanceId, state, createdAt } of snapshot.tasks)
    if (state === 'open' && createdAt < longAgo)
      yield `Task ${elementId} of "${processInstanceId}" is open since ${createdAt}.`
}

/**
 * Every message was received, or still waits within its time. One that nobody takes becomes a case that says so, and the
 * simulated people send none of that kind; only what is told for information may find nobody.
 */
function* messages({ instances, snapshot }: Facts, end: string): Generator<string> {
  const { messages: contracts } = JSON.parse(readFileSync(CONTRACTS, 'utf8')) as Contracts
  const informative = new Set(contracts.flatMap(({ name, informative: is }) => (is === true ? [name] : [])))
  for (const { name, state, correlationKey, expiresAt, reason } of snapshot.messages) {
    if (state === 'undeliverable' && !informative.has(name))
      yield `Message "${name}" to ${correlationKey} found no receiver: ${reason}.`
    if (state === 'buffered' && expiresAt < end) yield `Message "${name}" waits for its receiver since ${expiresAt}.`
  }
  for (const { row, history } of instances.values())
    if (row.processKey === 'undelivered-message')
      yield `A message found no receiver: ${JSON.stringify(history[0]?.data)}.`
}
