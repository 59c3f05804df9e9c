/** What a deploy-time check of one file looks at, and how it says what it found. */
import type { ModdleWarning } from 'bpmn-moddle'
import type { Problem } from '../../model/errors.ts'
import type { ProcessDefinition } from '../../model/process-definition.ts'
import type { AttributeProblem } from '../compile/attribute-reader.ts'
import type { Diagram, DiagramNode, DiagramScope } from '../diagram/diagram.ts'

export interface Reading {
  /** File of the bundle. */
  readonly resource: string
  readonly diagram: Diagram
  /** What the compiler made of each process, without the elements that cannot run. */
  readonly definitions: readonly ProcessDefinition[]
  /** 1-based line by element id. */
  readonly lines: ReadonlyMap<string, number>
  /** What the parser left out or could not resolve. */
  readonly warnings: readonly ModdleWarning[]
  /** Expressions that the compiler could not read. */
  readonly unreadable: readonly AttributeProblem[]
}

export type Check = (reading: Reading) => readonly Problem[]

/** What a check found at one element, before its file and line are added. */
export interface Finding {
  readonly severity?: 'error' | 'warning'
  readonly elementId: string | null
  /** Where it is known better than by the element. */
  readonly line?: number | null
  /** Stable, kebab-case. */
  readonly code: string
  /** One sentence: what is wrong and what to do. */
  readonly message: string
  /** Section of BPMN 2.0.2 that holds the rule, e.g. `10.5.2`; it stands at the end of the message. */
  readonly section?: string
}

/** What a check of one flow node found. */
export type NodeFinding = Omit<Finding, 'elementId'>

export function problemAt({ resource, lines }: Pick<Reading, 'resource' | 'lines'>, finding: Finding): Problem {
  const { severity = 'error', elementId, code, section } = finding
  const message = section === undefined ? finding.message : cite(finding.message, section)
  const line = finding.line ?? (elementId === null ? null : (lines.get(elementId) ?? null))
  return { severity, resource, elementId, line, code, message }
}

function cite(message: string, section: string): string {
  return `${message.replace(/\.$/, '')} (BPMN 2.0.2 §${section}).`
}

/** Makes a check of a question about one flow node. */
export function checkEachNode(find: (node: DiagramNode, reading: Reading) => readonly NodeFinding[]): Check {
  return (reading) =>
    nodesOf(reading).flatMap((node) =>
      find(node, reading).map((finding) => problemAt(reading, { ...finding, elementId: node.id })),
    )
}

/** All flow nodes of all executable processes. */
export function nodesOf(reading: Reading): readonly DiagramNode[] {
  return reading.diagram.processes.flatMap((process) => process.nodes)
}

/** All processes and sub-processes that run. */
export function scopesOf(reading: Reading): readonly DiagramScope[] {
  return reading.diagram.processes.flatMap((process) => process.scopes)
}

/** The references of each element that lead to nothing in the file, e.g. `bpmn:errorRef`; a check of its own tells so. */
export function lostReferencesOf({ warnings }: Reading): ReadonlyMap<unknown, readonly string[]> {
  const lost = new Map<unknown, string[]>()
  for (const { element, property, message } of warnings) {
    if (property === undefined || !message.startsWith('unresolved reference')) continue
    const properties = lost.get(element)
    if (properties === undefined) lost.set(element, [property])
    else properties.push(property)
  }
  return lost
}

/** How a sentence names an element: its name where it has one, with the id for whoever looks into the file. */
export function nameOf(node: { readonly id: string; readonly name: string | null }): string {
  return node.name === null ? `"${shorten(node.id)}"` : `"${shorten(node.name)}" (${shorten(node.id)})`
}

/** Texts of an upload, cut to what a sentence can carry. */
export function shorten(text: string, most = 80): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`
}
