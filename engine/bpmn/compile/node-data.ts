/** What is drawn to and from an activity or event: `dataInputAssociation`, `dataOutputAssociation`, `ioSpecification`. */
import type { DataAssignment, DataAssociation, DataEnd, InputSet, NodeData } from '../../model/process-definition.ts'
import type { DiagramNode } from '../diagram/diagram.ts'
import { bodyOf, elementOf, elementsOf, idOf, type ModdleElement } from '../xml/moddle-element.ts'
import { readAssignmentTarget } from './assignment-target.ts'
import type { Compilation } from './compilation.ts'
import { stateOf } from './declared-data.ts'
import { isPlaceholder } from './placeholder.ts'
import { variableNameOf } from './variable-name-of.ts'

/** The data of a node as a part of it: `{}` where none is drawn, so that nothing is stored and nothing is asked. */
export function dataOf(node: DiagramNode, compilation: Compilation): { readonly data?: NodeData } {
  const into = compileAssociations(node, 'dataInputAssociations', compilation)
  const outOf = compileAssociations(node, 'dataOutputAssociations', compilation)
  // The properties of a sub-process belong to the scope inside it.
  const isScope = node.element.get('flowElements') !== undefined
  const own = isScope ? [] : elementsOf(node.element, 'properties').filter((property) => !isPlaceholder(property))
  const properties = own.flatMap((property) => variableNameOf(property) ?? [])
  if (into.length + outOf.length + properties.length === 0) return {}
  const inputSets = compileInputSets(node.element, into)
  return { data: { properties, into, outOf, outputs: outputsOf(node.element, outOf), inputSets } }
}

function compileAssociations(
  node: DiagramNode,
  kind: 'dataInputAssociations' | 'dataOutputAssociations',
  compilation: Compilation,
): readonly DataAssociation[] {
  return elementsOf(node.element, kind).flatMap((element) => {
    const association = compileAssociation(element, node, compilation)
    return doesSomething(association) ? [association] : []
  })
}

function compileAssociation(element: ModdleElement, node: DiagramNode, compilation: Compilation): DataAssociation {
  const target = elementOf(element, 'targetRef')
  const targetEnd = target === null ? null : endOf(target)
  return {
    sources: elementsOf(element, 'sourceRef').flatMap((source) => {
      const end = endOf(source)
      // What a data object is in by itself is how it begins; only a reference says in which state it is wanted.
      return end === null ? [] : [source.$type === 'bpmn:DataObject' ? { ...end, state: null } : end]
    }),
    target: targetEnd,
    transformation: compilation.read.expression(bodyOf(element, 'transformation'), node.id),
    assignments: elementsOf(element, 'assignment').flatMap((assignment) =>
      compileAssignment(assignment, targetEnd === null ? null : target, node, compilation),
    ),
  }
}

function compileAssignment(
  assignment: ModdleElement,
  target: ModdleElement | null,
  node: DiagramNode,
  { read }: Compilation,
): DataAssignment[] {
  const from = read.expression(bodyOf(assignment, 'from'), node.id)
  const to = bodyOf(assignment, 'to')
  const place = readAssignmentTarget(to, target)
  if (place === null) {
    const wanted = 'Expected an assignment to a variable, or to an entry such as order.status'
    read.refuse(node.id, `${wanted}, but "${to ?? ''}" is neither.`)
    return []
  }
  return from === null ? [] : [{ from, ...place }]
}

/** What a modeller draws without saying what is copied moves nothing; that a data object gets into a state does count. */
function doesSomething({ sources, target, transformation, assignments }: DataAssociation): boolean {
  if (assignments.length > 0) return true
  if (target === null) return false
  return transformation !== null || sources.length > 0 || target.state !== null
}

function endOf(element: ModdleElement): DataEnd | null {
  const variable = variableNameOf(element)
  if (variable === null || isPlaceholder(element)) return null
  switch (element.$type) {
    case 'bpmn:DataStoreReference':
      return { variable, store: idOf(elementOf(element, 'dataStoreRef')) ?? variable, state: null, isObject: false }
    case 'bpmn:DataStore':
      return { variable, store: idOf(element) ?? variable, state: null, isObject: false }
    case 'bpmn:DataObject':
    case 'bpmn:DataObjectReference':
      return { variable, store: null, state: stateOf(element), isObject: true }
    default:
      return { variable, store: null, state: null, isObject: element.$type === 'bpmn:Property' }
  }
}

/** Data outputs that associations read; an event has them itself, an activity in its `ioSpecification`. */
function outputsOf(element: ModdleElement, outOf: readonly DataAssociation[]): readonly string[] {
  const own = [
    ...elementsOf(element, 'dataOutputs'),
    ...elementsOf(elementOf(element, 'ioSpecification'), 'dataOutputs'),
  ]
  const names = new Set(own.flatMap((output) => variableNameOf(output) ?? []))
  const read = outOf.flatMap(({ sources }) => sources.map(({ variable }) => variable))
  return [...new Set(read.filter((variable) => names.has(variable)))]
}

/** Sets matter where one of them may have to be waited for, or where there is a choice (BPMN 2.0.2 §10.4.2). */
function compileInputSets(element: ModdleElement, into: readonly DataAssociation[]): readonly InputSet[] {
  const mayBeMissing = new Set(
    into.flatMap(({ sources, target }) =>
      sources.some(({ isObject }) => isObject) && target ? [target.variable] : [],
    ),
  )
  const sets = elementsOf(elementOf(element, 'ioSpecification'), 'inputSets').map((set): InputSet => {
    const inputs = namesIn(set, 'dataInputRefs')
    const notRequired = [...namesIn(set, 'optionalInputRefs'), ...namesIn(set, 'whileExecutingInputRefs')]
    return {
      inputs: [...new Set([...inputs, ...notRequired])],
      required: inputs.filter((input) => mayBeMissing.has(input) && !notRequired.includes(input)),
    }
  })
  return sets.length > 1 || sets.some(({ required }) => required.length > 0) ? sets : []
}

function namesIn(set: ModdleElement, references: string): readonly string[] {
  return elementsOf(set, references).flatMap((input) => variableNameOf(input) ?? [])
}
