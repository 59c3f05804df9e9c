/** States of data objects (BPMN 2.0.2 §10.4.1): kept where the data object lives, read by associations and expressions. */
import type { Scope } from '../model/instance-state.ts'
import type { Variables } from '../model/json.ts'
import type { DeclaredData } from '../model/process-definition.ts'
import type { Run } from './run.ts'
import { homeOf } from './variables.ts'

/** The states that the data objects of a scope begin in. */
export const firstStates = (data: readonly DeclaredData[]): Pick<Scope, 'dataStates'> => {
  const states = data.flatMap(({ variable, state }) => (state === undefined ? [] : [[variable, state] as const]))
  return states.length === 0 ? {} : { dataStates: Object.fromEntries(states) }
}

/** @returns the state of what a scope sees under this name; null where it is in none */
export const dataStateOf = (run: Run, scopeId: string, variable: string): string | null => {
  const states = homeOf(run, scopeId, variable)?.dataStates
  return states !== undefined && Object.hasOwn(states, variable) ? (states[variable] ?? null) : null
}

/** Puts what a scope sees under this name into a state. */
export const setDataState = (run: Run, elementId: string, scopeId: string, variable: string, state: string): void => {
  const home = homeOf(run, scopeId, variable)
  if (home === null || dataStateOf(run, scopeId, variable) === state) return
  run.dataChanged = true
  run.putScope({ ...home, dataStates: { ...home.dataStates, [variable]: state } })
  run.note('data-state-set', elementId, { variable, state })
}

/** The same without what only expressions see: for everything that goes to others. */
export const withoutDataStates = (run: Run, variables: Variables): Variables => {
  if (!run.definition.hasDataStates) return variables
  const { dataStates: _, ...others } = variables
  return others
}
