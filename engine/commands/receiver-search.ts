/** The search for the instance that waits for a message, under every correlation key that the message may be awaited by. */
import { joinCorrelations, type MessageCorrelation } from '../definitions/message-correlations.ts'
import type { Variables } from '../model/json.ts'
import { longestWaiting } from '../store/look-ups/messages.ts'
import type { MessageRow } from '../store/tables/message.ts'
import type { SubscriptionRow } from '../store/tables/subscription.ts'
import { meetingPlace } from './apply-trigger.ts'
import { correlationKeysOf } from './correlation-keys.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Unit } from './unit.ts'

/** Finds who has waited the longest; each key is tried once. */
export interface ReceiverSearch {
  byDefinitionsInForce(): Promise<SubscriptionRow | null>
  /** Running cases of older versions may look for other values of the payload. */
  byOlderDefinitions(): Promise<SubscriptionRow | null>
  /** The key under which the message waits when nobody was found. */
  readonly resting: string | null
}

/** Makes the search for one message. Every name and key is held, so that a receiver that comes meanwhile finds the message. */
export function createReceiverSearch(
  unit: Unit,
  parts: EngineParts,
  message: MessageRow,
  payload: Variables,
): ReceiverSearch {
  const { institutionId, holderId, name, correlationKey } = message
  const tried = new Set<string | null>()
  let resting = correlationKey
  let correlation: MessageCorrelation | undefined

  const tryKeys = async (keys: readonly (string | null)[]): Promise<SubscriptionRow | null> => {
    const untried = keys.filter((key) => !tried.has(key))
    // In one order, so that two messages do not wait for each other.
    for (const key of untried.toSorted()) await unit.lockName(meetingPlace(institutionId, name, key))
    for (const key of untried) {
      tried.add(key)
      const receiver = await longestWaiting(await unit.look(), { institutionId, name, correlationKey: key })
      if (receiver) return receiver
    }
    return null
  }

  return {
    async byDefinitionsInForce() {
      const atOnce = correlationKey === null ? null : await tryKeys([correlationKey])
      if (atOnce) return atOnce
      correlation = (await parts.definitions.correlations(unit.look, institutionId, holderId)).get(name)
      const found = correlationKeysOf({ correlationKey, payload }, correlation, unit.now)
      resting = found.resting
      return tryKeys(found.keys)
    },
    async byOlderDefinitions() {
      if (correlation === undefined) return null
      const older = (await parts.definitions.runningCorrelations(unit.look, institutionId)).get(name)
      const found = correlationKeysOf({ correlationKey, payload }, joinCorrelations(correlation, older), unit.now)
      resting = found.resting
      return tryKeys(found.keys)
    },
    get resting() {
      return resting
    },
  }
}
