/** Stored definitions, raised to the format of today: what a diagram could not say yet when it was deployed is absent. */
import { createHash } from 'node:crypto'
import { createLru } from '../lru.ts'
import type { FlowNode, ProcessDefinition } from '../model/process-definition.ts'

/** The format that the compiler writes and the core reads now. */
const DEFINITION_FORMAT = 2

type Stored = Omit<ProcessDefinition, 'format'> & { readonly format: number }

/** From the format of the key to the next one. */
const steps: Readonly<Record<number, (definition: Stored) => Stored>> = { 1: toFormat2 }

/** Definitions that the engines of a process share, by what they were read from; each engine keeps as many. */
const read = createLru<ProcessDefinition>(500)

/**
 * Reads a compiled definition of any format; the same text gives the same object, so that an engine that is opened anew,
 * or beside another, has it at once with all that was compiled for it.
 *
 * @throws Error when it is newer than this program
 */
export function readDefinition(stored: string, definitionId: string): ProcessDefinition {
  const checksum = createHash('sha256').update(stored).digest('base64')
  return read.getOrMake(checksum, () => parsed(stored, definitionId))
}

function parsed(stored: string, definitionId: string): ProcessDefinition {
  let definition: Stored = JSON.parse(stored)
  for (let step = steps[definition.format]; step !== undefined; step = steps[definition.format])
    definition = step(definition)
  if (isCurrent(definition)) return definition
  throw new Error(
    `Expected format ${DEFINITION_FORMAT} of definition "${definitionId}", but it has format ${definition.format}, which is newer.`,
  )
}

function isCurrent(definition: Stored): definition is ProcessDefinition {
  return definition.format === DEFINITION_FORMAT
}

/** Format 2 knows all of BPMN; whatever it adds was refused before, so its absence says everything. */
function toFormat2(definition: Stored): Stored {
  const nodes = Object.entries(definition.nodes).map(([id, node]): [string, FlowNode] => [id, raised(node)])
  return { ...definition, format: 2, nodes: Object.fromEntries(nodes) }
}

function raised(node: FlowNode): FlowNode {
  if (!('boundaryEvents' in node)) return node
  const raisedNode = { ...node, compensationHandler: null }
  return raisedNode.kind === 'sub-process' ? { ...raisedNode, transaction: false } : raisedNode
}
