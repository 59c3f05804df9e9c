/**
 * FEEL evaluated on plain data.
 *
 * What passes through: an expression that was checked at deployment, the variables of a case, and the environment of one
 * event. What is always true: the same three give the same result; nothing but the variables, globals and functions
 * given here can be reached; the work is bounded (`meter.ts`) because a run of the core cannot be interrupted.
 */
import { FeelFunction, parseDate, parseDateTime } from 'feelin'
import { Temporal } from 'temporal-polyfill'
import type { Environment, LibraryFunction } from '../model/instance-event.ts'
import type { Instant, Json, Variables } from '../model/json.ts'
import type { Expression, Value } from '../model/process-definition.ts'
import { reasonOf } from '../model/reason-of.ts'
import { compileFeel, isFunctionName, type CompiledFeel } from './compile-feel.ts'
import { ExpressionFailed } from './expression-failed.ts'
import { dataReader, toJson } from './feel-values.ts'
import { readLiteral } from './simple-literal.ts'
import { chargeValue, FeelRefused, isForbiddenKey, metered } from './meter.ts'

export { ExpressionFailed } from './expression-failed.ts'

/** What an expression may know beside the variables. The global `timezone` (IANA name) is that of `now()` and `today()`; without it they are in UTC. */
export type ExpressionEnvironment = Pick<Environment, 'now' | 'functions' | 'globals'>

export interface Evaluated {
  /** Times are ISO 8601 text, a date-time with an offset or zone an instant in UTC. */
  readonly value: Json
  /** Sentences about what was missing or did not fit, e.g. an unknown variable; it counted as null. */
  readonly warnings: readonly string[]
}

/**
 * Evaluates an expression. A missing variable or field is null and leaves a warning.
 *
 * @throws ExpressionFailed when it is not FEEL, costs too much, reads too much, or a function of the host throws
 */
export function evaluate(expression: Expression, variables: Variables, environment: ExpressionEnvironment): Evaluated {
  return guarded(expression.source, () => {
    const { value, warnings } = evaluateToFeel(expression, variables, environment)
    const lines = [...warnings]
    return { value: toJson(value, (line) => lines.push(line)), warnings: lines }
  })
}

/**
 * Evaluates an attribute of the diagram: a literal is its own value.
 *
 * @throws ExpressionFailed as `evaluate` does
 */
export function evaluateValue(value: Value, variables: Variables, environment: ExpressionEnvironment): Evaluated {
  return 'literal' in value
    ? { value: value.literal, warnings: [] }
    : evaluate(value.expression, variables, environment)
}

/** A result as FEEL holds it, times not yet text: to be compared with, not to be kept. */
export interface FeelResult {
  readonly value: unknown
  readonly warnings: readonly string[]
}

/** Like `evaluate`, for what is only an input to more FEEL. @throws ExpressionFailed */
export function evaluateToFeel(
  expression: Expression,
  variables: Variables,
  environment: ExpressionEnvironment,
): FeelResult {
  const literal = readLiteral(expression.feel)
  if (literal) return { value: literal.value, warnings: [] }
  return runCompiled(() => compileFeel(expression.feel), expression.source, variables, environment, [])
}

/**
 * @param extra FEEL values for the names that the text was compiled with, before its variables
 * @throws ExpressionFailed
 */
export function runCompiled(
  compile: () => CompiledFeel,
  source: string,
  variables: Variables,
  environment: ExpressionEnvironment,
  extra: readonly unknown[],
): FeelResult {
  return guarded(source, () => {
    const { variables: names, hostFunctions, run } = compile()
    const read = dataReader()
    const values = names.map((name) => {
      const mine = own(variables, name)
      const value = mine !== undefined ? mine : own(environment.globals, name)
      return value !== undefined ? read(value) : isFunctionName(name) ? null : undefined
    })
    const functions = hostFunctions.map((name) => hostFunction(name, variables, environment))
    return run([...extra, ...values], functions)
  })
}

/** Runs within a budget and names the expression in whatever goes wrong. */
function guarded<T>(source: string, work: () => T): T {
  try {
    return metered(work)
  } catch (error) {
    if (error instanceof ExpressionFailed) throw error
    const reason = reasonOf(error)
    throw new ExpressionFailed(source, error instanceof FeelRefused ? reason : `${reason}.`.replace(/\.\.$/, '.'), {
      cause: error,
    })
  }
}

function own(values: Variables, name: string): Json | undefined {
  return Object.hasOwn(values, name) && !isForbiddenKey(name) ? values[name] : undefined
}

/** A function of the host, or a clock function; null (and feelin's warning) where there is none of that name. */
function hostFunction(name: string, variables: Variables, environment: ExpressionEnvironment): FeelFunction | null {
  const { now, functions, globals } = environment
  if (Object.hasOwn(functions, name)) return functions[name] ? wrap(functions[name], variables, now) : null
  if (name === 'now') return new FeelFunction(() => parseDateTime(localTime(now, globals)), [])
  if (name === 'today') return new FeelFunction(() => parseDate(localTime(now, globals).slice(0, 10)), [])
  return null
}

function wrap(library: LibraryFunction, variables: Variables, now: Instant): FeelFunction {
  return new FeelFunction(
    (...args: unknown[]) => {
      chargeValue(args)
      const plain = library.parameters.map((_, index) => toJson(args[index], () => undefined))
      const result = dataReader()(library.call(plain, now, variables))
      chargeValue(result)
      return result
    },
    [...library.parameters],
  )
}

/** The event's time as FEEL reads it, e.g. `2026-03-12T09:02:00@Europe/Riga`. */
function localTime(now: Instant, globals: Variables): string {
  const zone = own(globals, 'timezone')
  if (typeof zone !== 'string') return now
  return `${Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDateTime().toString()}@${zone}`
}
