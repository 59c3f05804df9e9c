/**
 * What was told and what came back, as those know it who told it: the other side of the comparison. What was
 * acknowledged must be stored; what nobody knows the outcome of may be stored or not, until it is told again.
 */
import { type Actor, type Engine, EngineError } from '../../engine/index.ts'

/** What a schedule tells; names of the engine's methods. */
export type CommandName = Extract<
  keyof Engine,
  | 'startProcessInstance'
  | 'cancelProcessInstance'
  | 'suspendProcessInstance'
  | 'claimTask'
  | 'unclaimTask'
  | 'completeTask'
  | 'commentTask'
  | 'publishMessage'
  | 'throwSignal'
  | 'fetchAndLock'
  | 'completeExternalTask'
  | 'failExternalTask'
  | 'throwExternalTaskError'
  | 'unlockExternalTask'
  | 'retryJob'
  | 'retryIncident'
>

/** One thing told, by its idempotency key; telling it again is the same thing. */
export interface Told {
  readonly key: string
  readonly command: CommandName
  readonly by: Actor
  /** Input without actor and key. */
  readonly input: Readonly<Record<string, unknown>>
}

/** One thing told, with what came back from each try. */
export interface Entry extends Told {
  /** JSON of the answers, without `replayed`. */
  readonly answers: string[]
  /** Codes of refusals, e.g. `task-not-open`. */
  readonly refusals: string[]
  /** What should not have happened at all. */
  readonly faults: string[]
  /** When it was told first, by the clock of the cases. */
  readonly toldAt: Date
  /** Somebody told it and never heard what came of it. */
  isUnknown: boolean
}

/** Everything told so far. */
export class Journal {
  private readonly byKey = new Map<string, Entry>()

  get entries(): readonly Entry[] {
    return [...this.byKey.values()]
  }

  entry(told: Told, toldAt: Date): Entry {
    let entry = this.byKey.get(told.key)
    if (!entry) {
      entry = { ...told, toldAt, answers: [], refusals: [], faults: [], isUnknown: false }
      this.byKey.set(told.key, entry)
    }
    return entry
  }
}

/** How long the engine remembers an idempotency key. */
const REMEMBERED_MS = 7 * 86_400_000

/** Whether its answer must still be there. */
export function isRemembered({ toldAt }: Entry, now: Date): boolean {
  return now.getTime() - toldAt.getTime() < REMEMBERED_MS
}

/**
 * Tells an engine; what comes back goes into the entry. Never rejects.
 *
 * @param isHeard false: the process is gone, and whatever comes back of it reaches nobody
 */
export async function tell(engine: Engine, entry: Entry, isHeard: () => boolean): Promise<void> {
  const { command, by, key, input } = entry
  entry.isUnknown = true
  // Each method takes its own input; that it fits is the business of who made the entry.
  const method = engine[command] as (input: unknown) => Promise<unknown>
  try {
    const answer = await method({ ...input, by, idempotency: { key, fingerprint: JSON.stringify([command, input]) } })
    if (!isHeard()) return
    entry.answers.push(JSON.stringify(answer, (name, value: unknown) => (name === 'replayed' ? undefined : value)))
  } catch (error) {
    if (!isHeard()) return
    if (error instanceof EngineError && error.nature !== 'busy') entry.refusals.push(error.code)
    else entry.faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
  entry.isUnknown = false
}
