/** Values of correlation keys as one text, computed alike by senders, receivers and whoever brings a message in. */
import { evaluate, ExpressionFailed, type ExpressionEnvironment } from '../expressions/evaluate.ts'
import type { Instant, Json, Variables } from '../model/json.ts'
import type { CorrelationKey, Expression } from '../model/process-definition.ts'

/** Longer ones would not fit into the index by which receivers are found. */
const MOST_CHARACTERS = 255

/** A correlation key that messages of one name carry. */
export interface MessageKey {
  readonly key: CorrelationKey
  readonly paths: readonly Expression[]
  /** The first key of the message stands as it is, so that it meets correlation keys given by hand; others say which they are. */
  readonly isFirst: boolean
}

const NONE: readonly MessageKey[] = []

/** The keys that a message may carry, in document order. */
export const keysOfMessage = (
  correlations: readonly CorrelationKey[] | undefined,
  name: string,
): readonly MessageKey[] => {
  if (correlations === undefined) return NONE
  return correlations
    .filter(({ messages }) => Object.hasOwn(messages, name))
    .map((key, index) => ({ key, paths: key.messages[name] ?? [], isFirst: index === 0 }))
}

/** What the paths give in a payload, which is all that they see; null where a property has no value. */
export const valuesInPayload = (paths: readonly Expression[], payload: Variables, now: Instant): string | null =>
  valuesAt(paths, payload, { now, functions: {}, globals: {} })

/**
 * One property is its own plain text, several are a JSON list in the order of the key.
 *
 * @returns null unless every property has a value: only a whole key is valid (BPMN 2.0.2 §8.4.2)
 */
export const valuesAt = (
  paths: readonly Expression[],
  data: Variables,
  environment: ExpressionEnvironment,
): string | null => {
  const values: Json[] = []
  for (const path of paths) {
    const value = valueAt(path, data, environment)
    if (value === null || value === '') return null
    values.push(value)
  }
  const [only] = values
  const text = values.length === 1 && typeof only !== 'object' ? String(only) : JSON.stringify(values)
  return text.length <= MOST_CHARACTERS ? text : null
}

/** The text by which a message and its receiver look for each other. */
export const correlationTextOf = ({ key, isFirst }: MessageKey, values: string): string =>
  isFirst ? values : JSON.stringify({ [key.id]: values })

/** A payload may be anything: one in which the path does not work has no value there. */
const valueAt = (path: Expression, data: Variables, environment: ExpressionEnvironment): Json => {
  try {
    return evaluate(path, data, environment).value
  } catch (error) {
    if (error instanceof ExpressionFailed) return null
    throw error
  }
}
