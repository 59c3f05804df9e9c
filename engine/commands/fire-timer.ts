import type { Told } from '../engine.ts'
import { timerTable } from '../store/tables/timer.ts'
import type { Command } from './execute.ts'
import { openInstance } from './open-instance.ts'
import { stepInstance } from './step-instance.ts'

/** Fires a due timer of an instance. One that was removed, moved or halted meanwhile does nothing. */
export const fireTimer: Command<Told & { readonly timerId: string }, object> = async ({ timerId }, unit, parts) => {
  const timer = await unit.rows.find(timerTable, { id: timerId })
  if (!timer || timer.suspended === 1 || timer.dueAt > unit.now) return {}
  const instance = await openInstance(unit, parts, timer.processInstanceId)
  const { triggerId } = timer
  if (instance.state.triggers[triggerId])
    await stepInstance(unit, parts, instance, { kind: 'trigger-fired', triggerId, payload: {} })
  else unit.rows.delete(timerTable, { id: timerId })
  return {}
}
