import { evaluate as feelinEvaluate } from 'feelin'
import type { Environment } from '../model/instance-event.ts'
import type { Json, Variables } from '../model/json.ts'
import type { Expression, Value } from '../model/process-definition.ts'
import { ExpressionFailed } from './expression-failed.ts'

export { ExpressionFailed } from './expression-failed.ts'

/** What an expression may know beside the variables. */
export type ExpressionEnvironment = Pick<Environment, 'now' | 'functions' | 'globals'>

export interface Evaluated {
  readonly value: Json
  readonly warnings: readonly string[]
}

/** @throws ExpressionFailed */
export function evaluate(expression: Expression, variables: Variables, environment: ExpressionEnvironment): Evaluated {
  try {
    const { value, warnings } = feelinEvaluate(expression.feel, { ...environment.globals, ...variables })
    return { value: (value ?? null) as Json, warnings: warnings.map((warning) => warning.message) }
  } catch (error) {
    throw new ExpressionFailed(expression.source, String(error))
  }
}

/** @throws ExpressionFailed */
export function evaluateValue(value: Value, variables: Variables, environment: ExpressionEnvironment): Evaluated {
  return 'literal' in value
    ? { value: value.literal, warnings: [] }
    : evaluate(value.expression, variables, environment)
}
