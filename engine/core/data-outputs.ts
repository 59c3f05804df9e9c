/**
 * Data on their way out of an element (BPMN 2.0.2 §10.4.2): what its work or event gave fills the data outputs, and the
 * associations bring them to where they are drawn. Entries of a payload that are no data output, e.g. the other fields of
 * a form, become variables of the process as they do without associations.
 */
import type { Token } from '../model/instance-state.ts'
import { isObject, type Json, type Variables } from '../model/json.ts'
import type { FlowNode } from '../model/process-definition.ts'
import { carryOut } from './data-associations.ts'
import type { Run } from './run.ts'
import { setVariables, variablesOfScope, variablesOfToken } from './variables.ts'

/** What of a payload becomes variables by itself: everything but the element's own data. */
export const entriesLeft = (node: FlowNode, payload: Variables): Variables => {
  const { data } = node
  if (data === undefined || data.outputs.length + data.properties.length === 0) return payload
  if (takesWhole(node, payload)) return {}
  const own = new Set([...data.outputs, ...data.properties])
  return Object.fromEntries(Object.entries(payload).filter(([name]) => !own.has(name)))
}

/** Carries out the associations that lead out of an element that is done. */
export const handOn = (run: Run, token: Token, node: FlowNode, payload: Variables | null): void => {
  const { data } = node
  if (data === undefined || data.outOf.length === 0) return
  const own: Record<string, Json> = { ...ownOf(token, data.properties), ...payload }
  if (payload !== null && takesWhole(node, payload)) own[data.outputs[0] ?? ''] = payload
  const isOwn = (variable: string): boolean => data.properties.includes(variable) || data.outputs.includes(variable)
  const inner = token.wait.for === 'scope' && run.hasScope(token.wait.scopeId) ? token.wait.scopeId : null
  const written: Record<string, Json> = {}
  carryOut(run, data.outOf, {
    elementId: node.id,
    scope: token.scope,
    seen: () => ({
      ...variablesOfToken(run, token),
      ...(inner === null ? {} : variablesOfScope(run, inner)),
      ...own,
    }),
    read: (variable) => {
      const values = isOwn(variable) ? own : variablesOfScope(run, token.scope)
      return Object.hasOwn(values, variable) ? (values[variable] ?? null) : null
    },
    write: (variable, value) => {
      if (isOwn(variable)) own[variable] = value
      else {
        setVariables(run, token.scope, { [variable]: value })
        written[variable] = value
      }
    },
  })
  if (Object.keys(written).length > 0) run.note('variables-set', node.id, { variables: written })
}

/** Keeps with a start event what came to start it, until it has put it where it is drawn or mapped. */
export const keepPayload = (run: Run, tokenId: string, payload: Variables): void => {
  const token = run.token(tokenId)
  const node = run.node(token.elementId)
  if (node.kind !== 'start-event' || (node.data === undefined && node.outputs === undefined)) return
  run.putToken({ ...token, locals: payload })
}

/** A message is one thing (§10.4.2): where no entry has the name of the only data output, that gets all of it. */
const takesWhole = ({ kind, data }: FlowNode, payload: Variables): boolean => {
  const isNews = kind.endsWith('event') || kind === 'receive-task'
  const [only, second] = data?.outputs ?? []
  if (!isNews || only === undefined || second !== undefined) return false
  return isObject(payload) && Object.keys(payload).length > 0 && !Object.hasOwn(payload, only)
}

const ownOf = (token: Token, names: readonly string[]): Record<string, Json> =>
  Object.fromEntries(names.map((name) => [name, token.locals?.[name] ?? null]))
