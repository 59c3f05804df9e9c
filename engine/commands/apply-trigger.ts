import { keysOfMessage } from '../core/correlation-values.ts'
import type { LoadedDefinition } from '../definitions/loaded-definition.ts'
import type { Effect } from '../model/effect.ts'
import { wakeMessages } from '../store/look-ups/messages.ts'
import { type SubscriptionRow, subscriptionTable } from '../store/tables/subscription.ts'
import { timerTable } from '../store/tables/timer.ts'
import type { EffectContext } from './apply-effects.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Unit } from './unit.ts'

/** Sets, moves and removes what an instance listens for. */
export async function applyTrigger(
  { unit, parts, before: { row, state, loaded }, idOf, armed }: EffectContext,
  effect: Extract<Effect, { kind: 'timer-set' | 'timer-removed' | 'subscription-set' | 'subscription-removed' }>,
): Promise<void> {
  const { triggerId } = effect
  const id = idOf(triggerId)
  const place = {
    institutionId: row.institutionId,
    processInstanceId: row.id,
    rootInstanceId: row.rootInstanceId,
    triggerId,
  }
  const suspended = row.status === 'suspended' ? 1 : 0
  switch (effect.kind) {
    case 'timer-set': {
      const times = { dueAt: effect.dueAt, nextTryAt: effect.dueAt, attempts: 0 }
      // A timer that moves keeps its trigger, also within one run.
      if (state.triggers[triggerId] || armed.has(triggerId)) unit.rows.update(timerTable, { id }, times)
      else unit.rows.insert(timerTable, { id, ...place, elementId: effect.elementId, ...times, suspended })
      armed.add(triggerId)
      return
    }
    case 'timer-removed':
      unit.rows.delete(timerTable, { id })
      return
    case 'subscription-set': {
      const { elementId, type, name, correlationKey } = effect
      unit.rows.insert(subscriptionTable, {
        id,
        ...place,
        elementId,
        type,
        name,
        correlationKey,
        createdAt: unit.now,
        suspended,
      })
      if (type === 'message' && suspended === 0)
        await lookForBuffered(unit, parts, loaded, { institutionId: row.institutionId, name, correlationKey })
      return
    }
    case 'subscription-removed': {
      const removed = suspended === 1 ? await unit.rows.find(subscriptionTable, { id }) : null
      unit.rows.delete(subscriptionTable, { id })
      // Messages that waited for a halted receiver which is gone may have another one.
      if (removed?.type === 'message') await lookForBuffered(unit, parts, loaded, removed)
    }
  }
}

/**
 * A receiver has appeared: messages that waited for one are looked at again, now. The name is held until both are stored,
 * so that a message and its receiver that come at the same moment on two nodes always meet.
 */
export async function lookForBuffered(
  unit: Unit,
  parts: EngineParts,
  { definition }: LoadedDefinition,
  receiver: Pick<SubscriptionRow, 'institutionId' | 'name' | 'correlationKey'>,
): Promise<void> {
  const { institutionId, name, correlationKey } = receiver
  const isCorrelated = keysOfMessage(definition.correlations, name).length > 0
  await unit.lockName(meetingPlace(institutionId, name, correlationKey))
  unit.rows.afterwards(async (manager) => {
    if (await wakeMessages(manager, receiver, isCorrelated, unit.now)) unit.afterCommit(parts.nudge)
  })
}

/** The name under which a message and its receiver look for each other. */
export function meetingPlace(institutionId: string, name: string, correlationKey: string | null): string {
  return JSON.stringify(['message', institutionId, name, correlationKey])
}
