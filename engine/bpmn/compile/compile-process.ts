/**
 * Makes the process definition that the core runs of one process of a diagram. Always gives one: elements that cannot
 * run are left out, and the checks say why, so that one answer lists everything that is wrong.
 */
import type { FlowNode, ProcessDefinition } from '../../model/process-definition.ts'
import type { DiagramProcess } from '../diagram/diagram.ts'
import { textOf } from '../xml/moddle-element.ts'
import { createAttributeReader, splitList, type AttributeProblem } from './attribute-reader.ts'
import type { Compilation } from './compilation.ts'
import { compileCorrelations } from './correlations.ts'
import { compileLanes } from './lanes.ts'
import { NODE_COMPILERS } from './node-compilers.ts'
import { documentationOf, propertiesOf } from './properties.ts'
import { compileScopes } from './scopes.ts'
import { compileFlows } from './sequence-flows.ts'

export interface CompiledDefinition {
  readonly definition: ProcessDefinition
  /** Expressions that could not be read. */
  readonly problems: readonly AttributeProblem[]
}

export function compileProcess(process: DiagramProcess): CompiledDefinition {
  const { element, id } = process
  const compilation: Compilation = { process, read: createAttributeReader() }
  const correlations = compileCorrelations(compilation)
  const adHoc = process.nodes.filter((node) => node.type === 'bpmn:AdHocSubProcess').map((node) => node.id)
  const definition: ProcessDefinition = {
    format: 2,
    processKey: id,
    name: textOf(element, 'name') ?? process.poolName ?? id,
    versionTag: textOf(element, 'camunda:versionTag'),
    properties: propertiesOf(element),
    documentation: documentationOf(element),
    candidateStarterGroups: splitList(textOf(element, 'camunda:candidateStarterGroups')),
    scopes: compileScopes(process.scopes),
    nodes: compileNodes(compilation),
    flows: compileFlows(compilation),
    lanes: compileLanes(compilation),
    ...(correlations.length === 0 ? {} : { correlations }),
    ...(adHoc.length === 0 ? {} : { adHocSubProcesses: adHoc }),
  }
  return { definition: { ...definition, ...dataUsed(definition) }, problems: compilation.read.problems }
}

/** What of data the whole definition uses, so that nothing is looked for where nothing is used. */
function dataUsed({ nodes, scopes }: ProcessDefinition): Partial<ProcessDefinition> {
  const data = Object.values(nodes).flatMap((node) => node.data ?? [])
  const ends = data
    .flatMap(({ into, outOf }) => [...into, ...outOf])
    .flatMap(({ sources, target }) => (target === null ? sources : [...sources, target]))
  const dataStores = [...new Set(ends.flatMap(({ store }) => store ?? []))].sort()
  const declared = Object.values(scopes).flatMap((scope) => scope.data ?? [])
  const hasDataStates = [...ends, ...declared].some(({ state }) => state !== undefined && state !== null)
  const waitsForData = data.some(({ inputSets }) => inputSets.some(({ required }) => required.length > 0))
  return {
    ...(dataStores.length === 0 ? {} : { dataStores }),
    ...(hasDataStates ? { hasDataStates } : {}),
    ...(waitsForData ? { waitsForData } : {}),
  }
}

function compileNodes(compilation: Compilation): Readonly<Record<string, FlowNode>> {
  return Object.fromEntries(
    compilation.process.nodes.flatMap((node): [string, FlowNode][] => {
      const compile = Object.hasOwn(NODE_COMPILERS, node.type) ? NODE_COMPILERS[node.type] : undefined
      const compiled = compile?.(node, compilation) ?? null
      return compiled === null ? [] : [[node.id, compiled]]
    }),
  )
}
