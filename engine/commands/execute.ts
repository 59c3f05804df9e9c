/**
 * The unit of work: every change of the engine passes here.
 *
 * In: a command, its input, who tells it. It runs in one transaction behind the write door; a repeated idempotency key
 * gets the stored answer; what the command collected is written in one go; one line goes to the log. Out, only when it
 * is on disk: the answer. A refusal or fault leaves nothing behind.
 */
import { EngineError, IdempotencyKeyReused } from '../model/errors.ts'
import type { Told } from '../engine.ts'
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

/**
 * @param name for the log, e.g. `complete-task`
 * @param keeps whether an answer is one to give again to a repeated key; one that did nothing need not be
 * @throws EngineError when the command refuses
 * @throws StoreUnavailable when the database could not commit
 */
export async function execute<Input extends Told, Output extends object>(
  name: string,
  command: Command<Input, Output>,
  input: Input,
  parts: EngineParts,
  keeps: (answer: Output) => boolean = () => true,
): Promise<Executed<Output>> {
  const { institutionId, id: actorId } = input.by
  const started = performance.now()
  const facts = (): Record<string, unknown> => ({
    command: name,
    institutionId,
    by: actorId,
    ms: Math.round((performance.now() - started) * 10) / 10,
  })
  try {
    const executed = await parts.store.write(async (manager): Promise<Executed<Output>> => {
      const unit = createUnit(manager, parts, input.by)
      const stored = await storedAnswer<Output>(unit, input)
      if (stored) return { answer: { ...stored, replayed: true }, roots: new Set() }
      const answer = await command(input, unit, parts)
      if (input.idempotency && keeps(answer)) {
        const { key, fingerprint } = input.idempotency
        unit.rows.insert(commandLogTable, {
          institutionId,
          actorId,
          key,
          fingerprint,
          answer: JSON.stringify(answer),
          at: unit.now,
        })
      }
      await unit.rows.flush(manager)
      return { answer, roots: unit.roots }
    })
    parts.log.info({ ...facts(), ...(executed.answer.replayed ? { replayed: true } : {}) }, 'done')
    parts.nudge()
    return executed
  } catch (error) {
    if (error instanceof EngineError) parts.log.info({ ...facts(), refused: error.code }, error.message)
    else parts.log.error({ ...facts(), error: error instanceof Error ? error.stack : String(error) }, 'failed')
    throw error
  }
}

async function storedAnswer<Output>(unit: Unit, { by, idempotency }: Told): Promise<Output | null> {
  if (!idempotency) return null
  const row = await unit.manager.findOneBy(commandLogTable, {
    institutionId: by.institutionId,
    actorId: by.id,
    key: idempotency.key,
  })
  if (!row) return null
  if (row.fingerprint !== idempotency.fingerprint) throw new IdempotencyKeyReused(idempotency.key)
  const answer: Output = JSON.parse(row.answer)
  return answer
}
