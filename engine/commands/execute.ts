/**
 * The unit of work: every change of the engine passes here.
 *
 * In: a command, its input, who tells it. It runs in one transaction, which it may share with others; a repeated
 * idempotency key gets the stored answer; what the command collected is written together; one line goes to the log. Out,
 * only when it is on disk: the answer. A refusal or fault leaves nothing behind.
 */
import { EngineError, IdempotencyKeyReused, StoreUnavailable } from '../model/errors.ts'
import type { Told } from '../engine.ts'
import { isOfStore } from '../store/is-of-store.ts'
import type { Session } from '../store/session.ts'
import type { CommandOptions } from '../store/store.ts'
import { commandLogTable } from '../store/tables/command-log.ts'
import type { EngineParts } from './engine-parts.ts'
import { type Unit, createUnit } from './unit.ts'

/** One thing that the engine can be told. It reads with the unit, decides, and collects what is to be written. */
export type Command<Input, Output extends object> = (input: Input, unit: Unit, parts: EngineParts) => Promise<Output>

/** What came of a command, once it is on disk. */
export interface Executed<Output> {
  readonly answer: Output & { readonly replayed?: boolean }
  /** Root instances whose automatic steps are left to the workers. */
  readonly roots: ReadonlySet<string>
}

/** How a command is executed. */
export interface ExecuteOptions<Output> extends CommandOptions {
  /** Whether an answer is one to give again to a repeated key; one that did nothing need not be. */
  readonly keeps?: (answer: Output) => boolean
}

/**
 * @param name for the log, e.g. `complete-task`
 * @throws EngineError when the command refuses
 * @throws StoreUnavailable when the database could not commit
 */
export async function execute<Input extends Told, Output extends object>(
  name: string,
  command: Command<Input, Output>,
  input: Input,
  parts: EngineParts,
  { keeps = () => true, ...how }: ExecuteOptions<Output> = {},
): Promise<Executed<Output>> {
  const facts = factsOf(name, input)
  try {
    const { value, followed } = await parts.store.command(
      (session) => answerOnce(command, input, session, parts, keeps),
      how,
    )
    parts.log.info({ ...facts(), ...(value.answer.replayed ? { replayed: true } : {}) }, 'done')
    if (followed) return { answer: value.answer, roots: new Set() }
    parts.nudge()
    return value
  } catch (error) {
    const answer = await answeredMeanwhile<Output>(error, input, parts)
    if (answer) return { answer: { ...answer, replayed: true }, roots: new Set() }
    logFailure(parts, facts, error)
    throw error
  }
}

/**
 * Another node may have done the same request while this one waited for its locks, and is the reason for the refusal: then
 * its answer is the answer.
 */
async function answeredMeanwhile<Output>(error: unknown, input: Told, parts: EngineParts): Promise<Output | null> {
  if (!parts.store.isShared || !input.idempotency) return null
  if (!(error instanceof EngineError) || error instanceof StoreUnavailable) return null
  const { value } = await parts.store.command((session) =>
    storedAnswer<Output>(createUnit(session, parts, input.by), input),
  )
  return value
}

/** The same for work that nobody waits for, inside a transaction that others share. */
export async function executeIn<Input extends Told, Output extends object>(
  session: Session,
  name: string,
  command: Command<Input, Output>,
  input: Input,
  parts: EngineParts,
): Promise<void> {
  const facts = factsOf(name, input)
  try {
    const unit = createUnit(session, parts, input.by)
    await command(input, unit, parts)
    parts.follow(unit.steps, session)
    session.afterCommit(() => parts.log.info(facts(), 'done'))
  } catch (error) {
    if (!isOfStore(error)) logFailure(parts, facts, error)
    throw error
  }
}

async function answerOnce<Input extends Told, Output extends object>(
  command: Command<Input, Output>,
  input: Input,
  session: Session,
  parts: EngineParts,
  keeps: (answer: Output) => boolean,
): Promise<Executed<Output>> {
  const unit = createUnit(session, parts, input.by)
  const stored = await storedAnswer<Output>(unit, input)
  if (stored) return { answer: { ...stored, replayed: true }, roots: new Set() }
  const answer = await command(input, unit, parts)
  if (input.idempotency && keeps(answer)) {
    const { key, fingerprint } = input.idempotency
    const { institutionId, id: actorId } = input.by
    unit.rows.insert(commandLogTable, {
      institutionId,
      actorId,
      key,
      fingerprint,
      answer: JSON.stringify(answer),
      at: unit.now,
    })
  }
  parts.follow(unit.steps, session)
  return { answer, roots: new Set(unit.steps.map(({ row }) => row.rootInstanceId ?? '')) }
}

async function storedAnswer<Output>(unit: Unit, { by, idempotency }: Told): Promise<Output | null> {
  if (!idempotency) return null
  const row = await unit.rows.find(commandLogTable, {
    institutionId: by.institutionId,
    actorId: by.id,
    key: idempotency.key,
  })
  if (!row) return null
  if (row.fingerprint !== idempotency.fingerprint) throw new IdempotencyKeyReused(idempotency.key)
  const answer: Output = JSON.parse(row.answer)
  return answer
}

function factsOf(command: string, { by }: Told): () => Record<string, unknown> {
  const started = performance.now()
  return () => ({
    command,
    institutionId: by.institutionId,
    by: by.id,
    ms: Math.round((performance.now() - started) * 10) / 10,
  })
}

function logFailure(parts: EngineParts, facts: () => Record<string, unknown>, error: unknown): void {
  if (error instanceof EngineError) parts.log.info({ ...facts(), refused: error.code }, error.message)
  else parts.log.error({ ...facts(), error: error instanceof Error ? error.stack : String(error) }, 'failed')
}
