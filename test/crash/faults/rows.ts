/** Faults about single rows: one kind of them does not arrive, always or now and then. */
import { setTimeout as pause } from 'node:timers/promises'
import type { WriteConnection } from '../../../engine/store/writing/write-connection.ts'
import type { Random } from '../workload/random.ts'
import { type Fault, altered, forgetful } from './fault.ts'

/** The log of answers stays empty: who asks again does it again. */
export const noIdempotencyLog: Fault = {
  name: 'no log of idempotency keys',
  scenario: 'duplicates',
  foundBy: ['doubled', 'answers'],
  wrap: (connection) => forgetful(connection, (table) => table === 'command_log'),
}

/** The changes of one table are lost when they are written. */
export const flushLosesTable: Fault = {
  name: 'a flush that loses a table now and then',
  scenario: 'calm',
  foundBy: ['gaps', 'orphans', 'outbox', 'lost'],
  wrap: (connection, random) =>
    altered(connection, {
      write: (changes) => connection.write(random.chance(0.1) ? changes.slice(1) : changes),
    }),
}

export const timerStays: Fault = {
  name: 'fired timers stay',
  scenario: 'calm',
  foundBy: ['orphans'],
  wrap: (connection) => forgetful(connection, (table, change) => table === 'timer' && change === 'deletes'),
}

/** Longer than a transaction does work that follows a command: what is left is written as rows, for the workers. */
const TOO_LONG_MS = 12

/** Reads an instance so slowly, now and then, that what one instance tells another is not done at once. */
const unhurried = (connection: WriteConnection, random: Random): WriteConnection =>
  altered(connection, {
    async load(shape, key) {
      if (shape.name === 'process_instance' && random.chance(0.3)) await pause(TOO_LONG_MS)
      return connection.load(shape, key)
    },
  })

/** What one instance told another is done again and again. */
export const pendingCommandStays: Fault = {
  name: 'pending commands stay',
  scenario: 'calm',
  foundBy: ['outbox', 'doubled', 'ended'],
  wrap: (connection, random) =>
    forgetful(unhurried(connection, random), (table, change) => table === 'pending_command' && change === 'deletes'),
}

export const pendingCommandLost: Fault = {
  name: 'pending commands are lost',
  scenario: 'calm',
  foundBy: ['outbox'],
  wrap: (connection, random) =>
    forgetful(unhurried(connection, random), (table, change) => table === 'pending_command' && change === 'inserts'),
}

export const messageLost: Fault = {
  name: 'a thrown message lost now and then',
  scenario: 'calm',
  foundBy: ['outbox'],
  wrap: (connection, random) =>
    forgetful(
      connection,
      (table, change, row) =>
        table === 'message' && change === 'inserts' && row.sourceInstanceId !== null && random.chance(0.2),
    ),
}

export const historyLineLost: Fault = {
  name: 'a line of history lost now and then',
  scenario: 'calm',
  foundBy: ['gaps'],
  wrap: (connection, random) => forgetful(connection, (table) => table === 'history_event' && random.chance(0.01)),
}

export const taskStaysOpen: Fault = {
  name: 'a task that stays open now and then',
  scenario: 'calm',
  foundBy: ['orphans'],
  wrap: (connection, random) =>
    forgetful(connection, (table, change) => table === 'task' && change === 'updates' && random.chance(0.05)),
}
