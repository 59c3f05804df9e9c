/** Variables of scopes, and values of the diagram computed over them. */
import { evaluateValue, type Evaluated } from '../expressions/evaluate.ts'
import type { Scope, Token } from '../model/instance-state.ts'
import type { Instant, Json, Variables } from '../model/json.ts'
import type { Expression, Mapping, Value } from '../model/process-definition.ts'
import { reasonOf } from '../model/reason-of.ts'
import { ElementFailed } from './element-failed.ts'
import type { Run } from './run.ts'

/** @returns the scope and those around it, from the inside out. */
const enclosingScopes = (run: Run, scopeId: string): Scope[] => {
  const chain: Scope[] = []
  for (let id: string | null = scopeId; id !== null;) {
    const scope: Scope = run.scope(id)
    chain.push(scope)
    id = scope.parent
  }
  return chain
}

/**
 * @returns all variables seen from a scope; inner ones shadow outer ones. Where data objects have states these are there
 *   too, as `dataStates`.
 */
export const variablesOfScope = (run: Run, scopeId: string): Variables => {
  const inwards = enclosingScopes(run, scopeId).reverse()
  const variables = Object.assign({}, ...inwards.map((scope) => scope.variables)) as Variables
  return run.definition.hasDataStates ? { ...variables, dataStates: statesSeen(inwards) } : variables
}

/** A data object without a state shadows an outer one that has one. */
const statesSeen = (inwards: readonly Scope[]): Variables => {
  const states: Record<string, string> = {}
  for (const { variables, dataStates = {} } of inwards) {
    for (const name in states) if (Object.hasOwn(variables, name)) delete states[name]
    Object.assign(states, dataStates)
  }
  return states
}

/** @returns all variables seen by a token, its activity's local ones included. */
export const variablesOfToken = (run: Run, token: Token): Variables => ({
  ...variablesOfScope(run, token.scope),
  ...token.locals,
})

/** The nearest scope that has a variable of this name; where none has it, the process: a new one would be made there. */
export const homeOf = (run: Run, scopeId: string, variable: string): Scope | null => {
  const chain = enclosingScopes(run, scopeId)
  return chain.find((scope) => Object.hasOwn(scope.variables, variable)) ?? chain[chain.length - 1] ?? null
}

/** Sets variables where they are already, in the nearest scope; new ones in the process scope. */
export const setVariables = (run: Run, scopeId: string, variables: Variables): void => {
  run.dataChanged = true
  for (const name of Object.keys(variables)) run.changed.add(name)
  const own = run.scope(scopeId)
  if (own.parent === null) {
    run.putScope({ ...own, variables: { ...own.variables, ...variables } })
    return
  }
  const chain = enclosingScopes(run, scopeId)
  const outermost = chain[chain.length - 1]
  const byHome = new Map<string, [string, Json][]>()
  for (const [name, value] of Object.entries(variables)) {
    const home = chain.find((scope) => Object.hasOwn(scope.variables, name)) ?? outermost
    if (!home) continue
    const values = byHome.get(home.id)
    if (values === undefined) byHome.set(home.id, [[name, value]])
    else values.push([name, value])
  }
  // One copy per scope, however many are set.
  for (const [id, values] of byHome) {
    const scope = run.scope(id)
    run.putScope({ ...scope, variables: { ...scope.variables, ...Object.fromEntries(values) } })
  }
}

/**
 * Computes a value of the diagram. What does not fit (a text added to a number …) goes to the history; that a variable
 * has no value yet is everyday, counts as null, and does not.
 */
export const computeValue = (
  run: Run,
  elementId: string,
  value: Value,
  variables: Variables,
  at: Instant = run.environment.now,
): Json => {
  const result = evaluateAt(run, elementId, value, variables, at)
  const warnings = result.warnings.filter((line) => !/^Variable '.*' not found/.test(line))
  if (warnings.length > 0)
    run.note('warning', elementId, { expression: sourceOf(value), warnings: warnings.slice(0, 5) })
  return result.value
}

const evaluateAt = (run: Run, elementId: string, value: Value, variables: Variables, at: Instant): Evaluated => {
  try {
    return evaluateValue(value, variables, { ...run.environment, now: at })
  } catch (error) {
    throw new ElementFailed(elementId, `expression ${sourceOf(value)} failed: ${reasonOf(error)}`, { cause: error })
  }
}

/** Computes an expression as `computeValue` does. @throws ElementFailed */
export const computeExpression = (run: Run, elementId: string, expression: Expression, variables: Variables): Json =>
  computeValue(run, elementId, { expression }, variables)

/** A condition: true or not. Null, e.g. for a variable that is missing, counts as false and leaves a warning. */
export const holds = (run: Run, elementId: string, condition: Expression, variables: Variables): boolean => {
  const { value, warnings } = evaluateAt(run, elementId, { expression: condition }, variables, run.environment.now)
  if (typeof value === 'boolean') return value
  if (value === null) {
    const why = ['The condition is null and counts as false.', ...warnings.slice(0, 5)]
    run.note('warning', elementId, { expression: condition.source, warnings: why })
    return false
  }
  throw new ElementFailed(
    elementId,
    `Expected condition ${condition.source} to give true or false, but it gave ${describe(value)}.`,
  )
}

/** A condition that is asked again and again: like `holds`, but null leaves no line in the history each time. */
export const isTrue = (run: Run, elementId: string, condition: Expression, variables: Variables): boolean =>
  evaluateAt(run, elementId, { expression: condition }, variables, run.environment.now).value === true

/** Evaluates mappings in order; each sees the ones before it. */
export const computeMappings = (
  run: Run,
  elementId: string,
  mappings: readonly Mapping[],
  variables: Variables,
): Variables => {
  const results: Record<string, Json> = {}
  for (const mapping of mappings) {
    results[mapping.name] = computeValue(run, elementId, mapping.value, { ...variables, ...results })
  }
  return results
}

/** A text, or null where the diagram says nothing or the expression gives null. Numbers become text. */
export const computeText = (run: Run, elementId: string, value: Value | null, variables: Variables): string | null => {
  if (value === null) return null
  const result = computeValue(run, elementId, value, variables)
  if (result === null || result === '') return null
  if (typeof result === 'string') return result
  if (typeof result === 'number' || typeof result === 'boolean') return String(result)
  throw new ElementFailed(elementId, `Expected a text, but ${sourceOf(value)} gave ${describe(result)}.`)
}

/** Texts of a comma-separated attribute; each value may give one text, a comma-separated one, or a list. */
export const computeTexts = (run: Run, elementId: string, values: readonly Value[], variables: Variables): string[] => {
  const texts = values.flatMap((value) => {
    const result = computeValue(run, elementId, value, variables)
    const items: readonly Json[] = Array.isArray(result) ? result : [result]
    return items.flatMap((item) =>
      item === null
        ? []
        : String(item)
            .split(',')
            .map((text) => text.trim()),
    )
  })
  return [...new Set(texts.filter((text) => text !== ''))]
}

/** A value as the diagram writes it, for messages. */
export const sourceOf = (value: Value): string =>
  'literal' in value ? JSON.stringify(value.literal) : value.expression.source

/** A value as JSON of at most 60 characters, for messages. */
export const describe = (value: Json): string => {
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
