/**
 * What one diagram changes of another, element by element. Compared is what the engine makes of both, so that moved shapes,
 * other ids of shapes and another order in the file are no change, and everything that a case would notice is one.
 */
import type { AspectChange, ChangedAspect, ElementChange } from '../model/definition-diff.ts'
import type { FlowNode, Lane, ProcessDefinition, SequenceFlow } from '../model/process-definition.ts'
import { showValue } from './show-value.ts'

/** Fields that say the same as something that is compared by itself. */
const NOT_COMPARED = new Set(['id', 'incoming', 'outgoing', 'boundaryEvents', 'properties'])

const ASPECTS: Readonly<Record<string, ChangedAspect>> = {
  name: 'name',
  kind: 'kind',
  lane: 'lane',
  scope: 'place',
  attachedTo: 'place',
  formKey: 'form',
  assignee: 'people',
  candidateUsers: 'people',
  candidateGroups: 'people',
  candidateStarterGroups: 'people',
  people: 'people',
  dueDate: 'deadline',
  followUpDate: 'deadline',
  priority: 'priority',
  documentation: 'instruction',
  trigger: 'event',
  interrupting: 'event',
  work: 'work',
  script: 'work',
  resultVariable: 'work',
  inputs: 'data',
  outputs: 'data',
  data: 'data',
  calledElement: 'call',
  binding: 'call',
  callIn: 'call',
  callOut: 'call',
  businessKey: 'call',
  multiInstance: 'repetition',
  standardLoop: 'repetition',
  nameEn: 'name-en',
  condition: 'condition',
  activationCondition: 'condition',
  defaultFlow: 'default-flow',
  endState: 'end-state',
  source: 'from',
  target: 'to',
  versionTag: 'version-tag',
}

/** Properties that people know by another word. */
const PROPERTIES: Readonly<Record<string, ChangedAspect>> = {
  nameEn: 'name-en',
  instructionEn: 'instruction-en',
  documentationEn: 'instruction-en',
}

/** @returns changes of the process itself, its lanes, its elements and its sequence flows, in the order of the newer diagram */
export function compareDefinitions(before: ProcessDefinition, after: ProcessDefinition): readonly ElementChange[] {
  return [
    ...processChange(before, after),
    ...compareAll(before.lanes, after.lanes, (lane) => laneFacts(lane)),
    ...compareAll(before.nodes, after.nodes, (node) => nodeFacts(node)),
    ...compareAll(before.flows, after.flows, (flow) => flowFacts(flow)),
  ]
}

type Facts = Pick<ElementChange, 'of' | 'name' | 'nameEn' | 'kind' | 'ends'>

function nodeFacts({ name, properties, kind }: FlowNode): Facts {
  return { of: 'element', name, nameEn: properties['nameEn'] ?? null, kind, ends: null }
}

function laneFacts({ name }: Lane): Facts {
  return { of: 'lane', name, nameEn: null, kind: null, ends: null }
}

function flowFacts({ name, nameEn, source, target }: SequenceFlow): Facts {
  return { of: 'flow', name, nameEn, kind: null, ends: { source, target } }
}

function processChange(before: ProcessDefinition, after: ProcessDefinition): ElementChange[] {
  const facts = ({ name, documentation, versionTag, candidateStarterGroups, properties }: ProcessDefinition) => ({
    name,
    documentation,
    versionTag,
    candidateStarterGroups,
    properties,
  })
  const aspects = aspectsOf(facts(before), facts(after))
  if (aspects.length === 0) return []
  const { processKey, name, properties } = after
  const nameEn = properties['nameEn'] ?? null
  return [{ change: 'changed', of: 'process', elementId: processKey, name, nameEn, kind: null, ends: null, aspects }]
}

function compareAll<Element extends object>(
  before: Readonly<Record<string, Element>>,
  after: Readonly<Record<string, Element>>,
  factsOf: (element: Element) => Facts,
): ElementChange[] {
  const found: ElementChange[] = []
  for (const [elementId, element] of Object.entries(after)) {
    const earlier = before[elementId]
    const aspects = earlier === undefined ? [] : aspectsOf(earlier, element)
    if (earlier === undefined) found.push({ change: 'added', elementId, ...factsOf(element), aspects })
    else if (aspects.length > 0) found.push({ change: 'changed', elementId, ...factsOf(element), aspects })
  }
  for (const [elementId, element] of Object.entries(before))
    if (after[elementId] === undefined) found.push({ change: 'removed', elementId, ...factsOf(element), aspects: [] })
  return found
}

/** Fields by their names; what a later engine adds to an element is compared as `other` without a line here. */
function aspectsOf(before: object, after: object): AspectChange[] {
  const found = differences(before, after)
    .filter(({ field }) => !NOT_COMPARED.has(field))
    .map(({ field, ...texts }): AspectChange => ({ aspect: ASPECTS[field] ?? 'other', property: null, ...texts }))
  const properties = differences(propertiesOf(before), propertiesOf(after)).map(({ field, ...texts }): AspectChange => {
    const aspect = PROPERTIES[field]
    return { aspect: aspect ?? 'property', property: aspect === undefined ? field : null, ...texts }
  })
  return [...found, ...properties]
}

function differences(
  before: object,
  after: object,
): { readonly field: string; readonly before: string | null; readonly after: string | null }[] {
  const [earlier, later] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  return [...new Set([...later.keys(), ...earlier.keys()])].flatMap((field) => {
    const [was, is] = [showValue(earlier.get(field)), showValue(later.get(field))]
    return was === is ? [] : [{ field, before: was, after: is }]
  })
}

function propertiesOf(element: object): object {
  return 'properties' in element && typeof element.properties === 'object' ? (element.properties ?? {}) : {}
}
