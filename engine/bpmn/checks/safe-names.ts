import type { Json } from '../../model/json.ts'
import type { DataEnd, FlowNode, Mapping, NodeData, SingleTrigger } from '../../model/process-definition.ts'
import { triggersOf } from '../../model/triggers-of.ts'
import { idOf } from '../xml/moddle-element.ts'
import { nodesOf, problemAt, shorten, type Check, type Finding } from './check.ts'

const SAFE_ID = /^[A-Za-z_][\w.-]{0,127}$/
// Keys that mean something to JavaScript objects; a variable of that name could not be kept faithfully.
const RESERVED = ['__proto__', 'constructor', 'prototype']
const LONGEST_NAME = 128

/** Ids become keys of tables, JSON and addresses, so only plain ones are accepted. */
export const checkIds: Check = (reading) => {
  const processes = reading.diagram.processes
  const withId = [
    ...processes,
    ...nodesOf(reading),
    ...processes.flatMap((process) => process.lanes),
    ...processes.flatMap((process) => process.flows.filter((flow) => idOf(flow.element) !== null)),
  ]
  return withId.flatMap(({ element, id }) => {
    if (idOf(element) === null) {
      const message = `A "${element.$type}" has no id; give it one, so that running cases can refer to it.`
      return [problemAt(reading, { elementId: null, code: 'id-missing', message })]
    }
    if (SAFE_ID.test(id) && !RESERVED.includes(id)) return []
    const remedy = 'use at most 128 letters from a to z, digits, "_", "-" and ".", beginning with a letter or "_"'
    const message = `The id "${shorten(id)}" is not allowed; ${remedy}.`
    return [problemAt(reading, { elementId: id, code: 'unsafe-id', message })]
  })
}

/** Names of variables and properties, and keys of literal maps. */
export const checkVariableNames: Check = (reading) =>
  reading.definitions.flatMap((definition) => {
    const own = namesIn(definition.properties, definition.processKey)
    const declared = Object.values(definition.scopes).flatMap((scope) =>
      namesIn(scope.data?.map(({ variable }) => variable) ?? [], scope.id),
    )
    const inNodes = Object.values(definition.nodes).flatMap((node) => namesIn(variableNames(node), node.id))
    return [...own, ...declared, ...inNodes].map((finding) => problemAt(reading, finding))
  })

function namesIn(names: Readonly<Record<string, unknown>> | readonly string[], elementId: string): Finding[] {
  const list = Array.isArray(names) ? names : Object.keys(names)
  return list
    .filter((name) => RESERVED.includes(name) || name.length > LONGEST_NAME)
    .map((name) => ({
      elementId,
      code: 'unsafe-name',
      message: `The name "${shorten(name)}" is reserved or longer than ${LONGEST_NAME} characters; choose another.`,
    }))
}

function variableNames(node: FlowNode): string[] {
  const mappings: readonly Mapping[] = [
    ...('inputs' in node ? node.inputs : []),
    ...(('outputs' in node ? node.outputs : undefined) ?? []),
    ...(node.kind === 'call-activity' ? [...node.callIn.mappings, ...node.callOut.mappings] : []),
  ]
  const results = [
    'resultVariable' in node ? node.resultVariable : null,
    'work' in node && 'resultVariable' in node.work ? node.work.resultVariable : null,
    'multiInstance' in node ? node.multiInstance?.elementVariable : null,
    ...triggersOf(node).flatMap(variablesOfTrigger),
  ]
  return [
    ...Object.keys(node.properties),
    ...mappings.map((mapping) => mapping.name),
    ...mappings.flatMap(({ value }) => ('literal' in value ? keysOf(value.literal) : [])),
    ...results.filter((name): name is string => typeof name === 'string'),
    ...(node.data === undefined ? [] : dataNames(node.data)),
  ]
}

function dataNames({ properties, into, outOf }: NodeData): string[] {
  const associations = [...into, ...outOf]
  const names = [
    ...properties,
    ...associations.flatMap(({ sources, target }) => [...sources, ...(target ? [target] : [])].map(nameOfEnd)),
    ...associations.flatMap(({ assignments }) =>
      assignments.flatMap(({ variable, path }) => [variable ?? '', ...path]),
    ),
  ]
  return [...new Set(names)]
}

function nameOfEnd({ store, variable }: DataEnd): string {
  return store ?? variable
}

function variablesOfTrigger(trigger: SingleTrigger): (string | null)[] {
  if (trigger.type === 'error') return [trigger.codeVariable, trigger.messageVariable]
  return trigger.type === 'escalation' ? [trigger.codeVariable] : []
}

function keysOf(value: Json): string[] {
  if (typeof value !== 'object' || value === null) return []
  const keys = Array.isArray(value) ? [] : Object.keys(value)
  return [...keys, ...Object.values(value).flatMap(keysOf)]
}
