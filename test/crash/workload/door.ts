/** The engine as clients reach it: in the same process, or in a victim over a line protocol. */
import type { Actor, Engine } from '../../../engine/engine.ts'
import { EMBEDDED } from '../../../engine/engine-defaults.ts'
import { EngineError, StoreUnavailable } from '../../../engine/model/errors.ts'
import type { Outcome, Told } from './journal.ts'

/** An open task, as clients need it. */
export interface OpenTask {
  readonly id: string
  readonly elementId: string
}

/** What clients can do. None of it throws: a victim that is gone gives `unknown`, or nothing. */
export interface Door {
  /** No use to go on: the victim is gone. */
  readonly isGone: boolean
  tell(told: Told): Promise<Outcome>
  /** Open tasks of a case and of what it called. */
  openTasks(rootInstanceId: string): Promise<readonly OpenTask[]>
  /** Null: it could not be asked. */
  isOver(processInstanceId: string): Promise<boolean | null>
}

/** Who tells it. */
export const CLIENT: Actor = { ...EMBEDDED, id: 'client' }

/** A door to an engine in this process. */
export function engineDoor(engine: Engine): Door {
  return {
    isGone: false,
    async tell({ key, command, input }) {
      try {
        const told = { ...input, by: CLIENT, idempotency: { key, fingerprint: JSON.stringify(input) } }
        // The input was made for this very command.
        const { replayed, ...answer } = await engine[command](told as never)
        void replayed
        return { kind: 'acknowledged', answer }
      } catch (error) {
        return outcomeOf(error)
      }
    },
    async openTasks(rootInstanceId) {
      const { institutionId } = CLIENT
      try {
        const { items } = await engine.listTasks({ institutionId, rootInstanceId, state: 'open' })
        return items.map(({ id, elementId }) => ({ id, elementId }))
      } catch {
        return []
      }
    },
    async isOver(processInstanceId) {
      try {
        const { state } = await engine.getProcessInstance({ institutionId: CLIENT.institutionId, processInstanceId })
        return state !== 'active'
      } catch {
        return null
      }
    },
  }
}

function outcomeOf(error: unknown): Outcome {
  if (error instanceof StoreUnavailable) return { kind: 'unknown', reason: error.message }
  if (error instanceof EngineError) return { kind: 'refused', code: error.code }
  return { kind: 'fault', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}
