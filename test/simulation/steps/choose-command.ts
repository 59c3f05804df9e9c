import type { Snapshot } from '../house/snapshot.ts'
import type { CommandName, Told } from '../journal.ts'
import type { Random } from '../random.ts'
import { CHOICES, MESSAGES, SIGNALS } from '../world/block.ts'
import { PEOPLE } from './people.ts'

/** What a schedule remembers of what it has told. */
export interface Memory {
  /** Keys of the processes that cases are started of. */
  readonly processKeys: readonly string[]
  /** How many commands were told. */
  commands: number
  /** Ids of messages from outside, to be told twice. */
  readonly messageIds: string[]
}

const WORKERS = ['printer-1', 'printer-2'] as const

/** How many cases may run before others are started: a crowd shows nothing that a few do not. */
const MOST_CASES = 6
const MOST_TRIES = 20

/** Something to tell, by what is stored; often it can be done, sometimes it is refused. */
export function chooseCommand(random: Random, now: Snapshot, memory: Memory): Told {
  let chosen: Chosen = null
  for (let tries = 0; chosen === null && tries < MOST_TRIES; tries++)
    chosen = random.pick(CHOICES_OF_COMMANDS)(random, now, memory)
  const { command, input } = chosen ?? startCase(random, now, memory)
  const key = `${++memory.commands} ${command}`
  return { key, command, input, by: random.pick(PEOPLE) }
}

type Chosen = { readonly command: CommandName; readonly input: Readonly<Record<string, unknown>> } | null
type Choose<Result extends Chosen = Chosen> = (random: Random, now: Snapshot, memory: Memory) => Result

const startCase: Choose<NonNullable<Chosen>> = (random, now, { processKeys, commands }) => {
  const choices = Array.from({ length: CHOICES }, (_, index) => [`c${index}`, random.chance(0.5)])
  const variables = { caseId: `C-${commands}`, ...Object.fromEntries(choices) }
  return { command: 'startProcessInstance', input: { processKey: random.pick(processKeys), variables } }
}

const startAnother: Choose = (random, now, memory) => {
  const running = [...now.instances.values()].filter(
    ({ row }) => row.endedAt === null && memory.processKeys.includes(row.processKey),
  )
  return running.length >= MOST_CASES ? null : startCase(random, now, memory)
}

const completeTask: Choose = (random, now) => {
  const taskId = pickId(random, now.tasks, ({ state }) => state === 'open')
  const data = random.chance(0.3) ? { [`c${random.below(CHOICES)}`]: random.chance(0.5) } : {}
  return taskId === null ? null : { command: 'completeTask', input: { taskId, data } }
}

const aboutTask: Choose = (random, now) => {
  const taskId = pickId(random, now.tasks, ({ state }) => state === 'open')
  if (taskId === null) return null
  const command = random.pick(['claimTask', 'claimTask', 'unclaimTask', 'commentTask'] as const)
  return { command, input: command === 'commentTask' ? { taskId, text: 'Seen.' } : { taskId } }
}

const publish: Choose = (random, now, memory) => {
  const listening = now.subscriptions.filter(({ type, name }) => type === 'message' && name !== 'case.answered')
  const isAgain = memory.messageIds.length > 0 && random.chance(0.2)
  const messageId = isAgain ? random.pick(memory.messageIds) : `m-${memory.commands}`
  // Mostly what somebody waits for; now and then too early, or for nobody.
  if (listening.length === 0 && random.chance(0.7)) return null
  const wanted = listening.length > 0 && random.chance(0.8) ? random.pick(listening) : null
  if (!isAgain) memory.messageIds.push(messageId)
  const correlationKey = wanted?.correlationKey ?? `C-${random.below(memory.commands + 1)}`
  const name = wanted?.name ?? random.pick(MESSAGES)
  return { command: 'publishMessage', input: { name, correlationKey, payload: { from: messageId }, messageId } }
}

const signal: Choose = (random, now) => {
  const listening = now.subscriptions.filter(({ type }) => type === 'signal')
  if (listening.length === 0 && random.chance(0.7)) return null
  const name = listening.length > 0 && random.chance(0.8) ? random.pick(listening).name : random.pick(SIGNALS)
  return { command: 'throwSignal', input: { name, payload: {} } }
}

const fetchTasks: Choose = (random) => ({
  command: 'fetchAndLock',
  input: {
    workerId: random.pick(WORKERS),
    maxTasks: 1 + random.below(3),
    topics: [{ topicName: 'print', lockDurationMs: 600_000 }],
  },
})

const answerTask: Choose = (random, now, memory) => {
  const external = now.jobs.filter(({ type }) => type === 'external')
  if (external.length === 0) return null
  if (external.every(({ workerId }) => workerId === null)) return fetchTasks(random, now, memory)
  const held = external.filter(({ workerId }) => workerId !== null)
  const job = random.pick(random.chance(0.9) ? held : external)
  const input = { jobId: job.id, workerId: random.chance(0.9) ? job.workerId : random.pick(WORKERS) }
  switch (random.below(8)) {
    case 0:
      return { command: 'failExternalTask', input: { ...input, errorMessage: 'No paper.' } }
    case 1:
      return { command: 'failExternalTask', input: { ...input, errorMessage: 'No printer.', retries: 0 } }
    case 2:
      return { command: 'throwExternalTaskError', input: { ...input, errorCode: 'REFUSED' } }
    case 3:
      return { command: 'unlockExternalTask', input: { jobId: job.id } }
    default:
      return { command: 'completeExternalTask', input: { ...input, variables: { printed: job.elementId } } }
  }
}

const halt: Choose = (random, now) => {
  const isHalted = random.chance(0.6)
  const status = isHalted ? 'suspended' : 'active'
  const rows = [...now.instances.values()].map(({ row }) => row)
  const processInstanceId = pickId(random, rows, (row) => row.status === status)
  return processInstanceId === null
    ? null
    : { command: 'suspendProcessInstance', input: { processInstanceId, suspended: !isHalted } }
}

const cancel: Choose = (random, now) => {
  const rows = [...now.instances.values()].map(({ row }) => row)
  const processInstanceId = pickId(random, rows, (row) => row.endedAt === null)
  return processInstanceId === null
    ? null
    : { command: 'cancelProcessInstance', input: { processInstanceId, reason: 'Withdrawn.' } }
}

const mend: Choose = (random, now) => {
  const failed = now.jobs.filter(({ state }) => state === 'failed')
  if (failed.length > 0 && random.chance(0.3)) return { command: 'retryJob', input: { jobId: random.pick(failed).id } }
  const incidentId = pickId(random, now.incidents, ({ closedAt }) => closedAt === null)
  return incidentId === null ? null : { command: 'retryIncident', input: { incidentId } }
}

/** As often as they stand here. */
const CHOICES_OF_COMMANDS: readonly Choose[] = [
  startAnother,
  startAnother,
  ...Array.from({ length: 6 }, () => completeTask),
  aboutTask,
  publish,
  publish,
  publish,
  signal,
  ...Array.from({ length: 6 }, () => answerTask),
  halt,
  halt,
  halt,
  cancel,
  mend,
  mend,
]

/** Mostly one for which it makes sense; now and then any. Null where there is none. */
function pickId<Row extends { readonly id: string }>(
  random: Random,
  rows: readonly Row[],
  makesSense: (row: Row) => boolean,
): string | null {
  const sensible = random.chance(0.9) ? rows.filter(makesSense) : rows
  return sensible.length === 0 ? null : random.pick(sensible).id
}
