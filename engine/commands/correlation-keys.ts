import { correlationTextOf, type MessageKey, valuesInPayload } from '../core/correlation-values.ts'
import type { MessageCorrelation } from '../definitions/message-correlations.ts'
import type { Instant, Variables } from '../model/json.ts'

/** How a message may find its receiver. */
export interface CorrelationKeys {
  /** To be tried one after the other; null: who waits by the name alone. */
  readonly keys: readonly (string | null)[]
  /** Under which it waits for a receiver to come; null where it might be awaited by one of several. */
  readonly resting: string | null
}

/**
 * The correlation keys under which a message may be awaited (BPMN 2.0.2 §8.4.2): those that its payload has for its
 * receivers, then the one its sender took, then none, for a receiver whose conversation this message begins. A key that
 * no definition computes from the payload was given by hand and stands alone.
 *
 * @param correlation what definitions say about messages of its name; undefined: nothing
 */
export function correlationKeysOf(
  { correlationKey, payload }: { readonly correlationKey: string | null; readonly payload: Variables },
  correlation: MessageCorrelation | undefined,
  now: Instant,
): CorrelationKeys {
  if (correlation === undefined) return { keys: [correlationKey], resting: correlationKey }
  const given = correlationKey === null ? [] : [correlationKey]
  const isByHand = correlationKey !== null && !textsOf(correlation.all, payload, now).includes(correlationKey)
  if (isByHand) return { keys: correlation.receivers.length > 0 ? [...given, null] : given, resting: correlationKey }
  const texts = [...new Set([...textsOf(correlation.receivers, payload, now), ...given])]
  return { keys: [...texts, null], resting: texts.length === 1 ? (texts[0] ?? null) : null }
}

function textsOf(keys: readonly MessageKey[], payload: Variables, now: Instant): string[] {
  return keys.flatMap((key) => {
    const values = valuesInPayload(key.paths, payload, now)
    return values === null ? [] : [correlationTextOf(key, values)]
  })
}
