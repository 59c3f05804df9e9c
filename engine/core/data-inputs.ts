/**
 * Data on their way into an element (BPMN 2.0.2 §10.4.2, §13.3.2): an activity begins when one of its input sets is
 * available; what the associations of that set give are variables of its own. A thrown event carries them.
 */
import type { Token } from '../model/instance-state.ts'
import type { Json, Variables } from '../model/json.ts'
import type { DataAssociation, FlowNode, InputSet, Mapping, NodeData } from '../model/process-definition.ts'
import { carryOut, isInState } from './data-associations.ts'
import type { Run } from './run.ts'
import { computeMappings, variablesOfToken } from './variables.ts'

/**
 * Gives an activity its data.
 *
 * @returns the token with its variables; null when it has to wait, because no input set is available
 */
export const takeInputs = (run: Run, token: Token, { id, data }: FlowNode): Token | null => {
  if (data === undefined) return token
  const set = chooseInputSet(run, token, data)
  if (set === null) {
    if (token.wait.for !== 'data') run.putToken({ ...token, wait: { for: 'data' } })
    return null
  }
  const locals = inputsOf(run, token, id, data, set)
  // What undoes has the data of its time among its variables already.
  return run.putToken({
    ...token,
    locals: locals === null ? token.locals : { ...token.locals, ...locals },
    wait: { for: 'trigger' },
  })
}

/** Lets the activities begin whose data have come meanwhile. @returns whether there were any */
export const wakeWhatHasItsData = (run: Run): boolean => {
  if (!run.definition.waitsForData) return false
  const ready = run.tokens().filter((token) => {
    const data = token.wait.for === 'data' ? run.node(token.elementId).data : undefined
    return data !== undefined && chooseInputSet(run, token, data) !== null
  })
  for (const { id } of ready) run.schedule({ do: 'enter', tokenId: id })
  return ready.length > 0
}

/**
 * What a thrown event or sent message carries: `camunda:inputOutput` over the data inputs.
 *
 * @returns null where the diagram draws nothing into it
 */
export const payloadDrawn = (run: Run, token: Token, node: FlowNode, inputs: readonly Mapping[]): Variables | null => {
  const drawn = dataInto(run, token, node)
  if (inputs.length === 0) return drawn
  return { ...drawn, ...computeMappings(run, node.id, inputs, { ...variablesOfToken(run, token), ...drawn }) }
}

/** The data inputs of an event as it is thrown; those of an activity it has already. */
const dataInto = (run: Run, token: Token, { kind, id, data }: FlowNode): Variables | null => {
  if (data === undefined || data.into.length === 0) return null
  const isEvent = kind === 'end-event' || kind === 'intermediate-throw-event'
  const values = isEvent ? inputsOf(run, token, id, data, undefined) : variablesOfToken(run, token)
  const names = data.into.flatMap(({ target, assignments }) => [
    ...(target === null ? [] : [target.variable]),
    ...assignments.flatMap(({ variable }) => variable ?? []),
  ])
  const carried = names.filter((name) => !data.properties.includes(name))
  return Object.fromEntries(carried.map((name) => [name, values?.[name] ?? null]))
}

/** Null where the element has no variables of its own. */
const inputsOf = (
  run: Run,
  token: Token,
  elementId: string,
  data: NodeData,
  set: InputSet | undefined,
): Variables | null => {
  const { properties, into } = data
  if (properties.length + into.length === 0) return null
  const locals: Record<string, Json> = {}
  for (const name of properties) locals[name] = null
  // A data input that is not filled is empty, whatever else is called by its name outside.
  for (const { target } of into) if (target !== null) locals[target.variable] = null
  carryOut(
    run,
    into.filter((association) => isOfSet(run, token, data, set, association)),
    {
      elementId,
      scope: token.scope,
      seen: () => ({ ...variablesOfToken(run, token), ...filled(locals) }),
      read: (variable) => locals[variable] ?? null,
      write: (variable, value) => {
        locals[variable] = value
      },
    },
  )
  return locals
}

/** A data input that is still empty must not hide the data object of the same name that is to fill it. */
const filled = (locals: Variables): Variables =>
  Object.fromEntries(Object.entries(locals).filter(([, value]) => value !== null))

const isOfSet = (
  run: Run,
  token: Token,
  { inputSets }: NodeData,
  set: InputSet | undefined,
  association: DataAssociation,
): boolean => {
  const name = association.target?.variable
  if (set === undefined || name === undefined) return true
  if (!set.inputs.includes(name)) return !inputSets.some(({ inputs }) => inputs.includes(name))
  return set.required.includes(name) || isAvailable(run, token, association)
}

/** The first set that is available; null while none is, undefined where nothing has to be waited for. */
const chooseInputSet = (run: Run, token: Token, { inputSets, into }: NodeData): InputSet | null | undefined => {
  if (inputSets.length === 0) return undefined
  const isFull = ({ required }: InputSet): boolean =>
    into.every(
      (association) =>
        association.target === null ||
        !required.includes(association.target.variable) ||
        isAvailable(run, token, association),
    )
  return inputSets.find(isFull) ?? null
}

/** A data object that has no value is not available, nor is one that is in another state. */
const isAvailable = (run: Run, token: Token, association: DataAssociation): boolean => {
  if (!isInState(run, association, token.scope)) return false
  const seen = variablesOfToken(run, token)
  return association.sources.every(({ isObject, variable }) => {
    if (!isObject) return true
    const value = Object.hasOwn(seen, variable) ? seen[variable] : null
    return value !== null && value !== undefined
  })
}
