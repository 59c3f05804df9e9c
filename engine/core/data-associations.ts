/**
 * Data associations carried out (BPMN 2.0.2 §10.4.2): a transformation gives the target its value, assignments change
 * parts of it, and without either the source is copied.
 */
import type { Json, Variables } from '../model/json.ts'
import type { DataAssociation, DataEnd } from '../model/process-definition.ts'
import { dataStateOf, setDataState } from './data-states.ts'
import { putAtPath } from './put-at-path.ts'
import type { Run } from './run.ts'
import { computeExpression } from './variables.ts'

/** Where associations are carried out: an element that begins or is done. */
export interface DataPlace {
  readonly elementId: string
  /** The scope that the element stands in. */
  readonly scope: string
  /** Everything that can be read, as it is now. */
  readonly seen: () => Variables
  readonly read: (variable: string) => Json
  readonly write: (variable: string, value: Json) => void
}

/** Carries associations out one after the other; each sees what those before it wrote. */
export const carryOut = (run: Run, associations: readonly DataAssociation[], place: DataPlace): void => {
  for (const association of associations)
    if (isInState(run, association, place.scope)) carryOutOne(run, association, place)
}

/** Whether each source with a state is in the state in which it is drawn. */
export const isInState = (run: Run, { sources }: DataAssociation, scopeId: string): boolean =>
  sources.every(({ state, variable }) => state === null || dataStateOf(run, scopeId, variable) === state)

const carryOutOne = (run: Run, association: DataAssociation, place: DataPlace): void => {
  const { target, assignments } = association
  const value = wholeValue(run, association, place)
  if (target !== null && value !== undefined) write(run, place, target, value)
  for (const { from, variable, path } of assignments) {
    const end = variable === null ? target : asVariable(variable)
    if (end === null) continue
    const part = computeExpression(run, place.elementId, from, seenBy(run, association, place))
    write(run, place, end, path.length === 0 ? part : putAtPath(read(run, place, end), path, part))
  }
  if (target === null || target.state === null) return
  // Drawn without a source it moves no value, and still says in which state the data object is from now on.
  const happened = value !== undefined || assignments.length > 0 || association.sources.length === 0
  if (happened) setDataState(run, place.elementId, place.scope, target.variable, target.state)
}

/** Undefined where there is nothing to copy. */
const wholeValue = (run: Run, association: DataAssociation, place: DataPlace): Json | undefined => {
  const { transformation, sources, assignments } = association
  if (transformation !== null)
    return computeExpression(run, place.elementId, transformation, seenBy(run, association, place))
  const [source] = sources
  if (source === undefined || assignments.length > 0) return undefined
  if (source.store !== null) return run.dataStore(source.store)
  const seen = place.seen()
  return Object.hasOwn(seen, source.variable) ? seen[source.variable] : undefined
}

/** Data stores are seen by associations that have them as a source, under their names. */
const seenBy = (run: Run, { sources }: DataAssociation, place: DataPlace): Variables => {
  const seen = place.seen()
  const stores = sources.flatMap(({ store, variable }) => (store === null ? [] : [[variable, run.dataStore(store)]]))
  return stores.length === 0 ? seen : { ...seen, ...Object.fromEntries(stores) }
}

const read = (run: Run, place: DataPlace, { store, variable }: DataEnd): Json =>
  store === null ? place.read(variable) : run.dataStore(store)

const write = (run: Run, place: DataPlace, { store, variable }: DataEnd, value: Json): void => {
  if (store === null) return place.write(variable, value)
  run.emit({ kind: 'data-store-written', dataStoreId: store, value })
  run.note('data-store-written', place.elementId, { dataStoreId: store })
}

const asVariable = (variable: string): DataEnd => ({ variable, store: null, state: null, isObject: false })
