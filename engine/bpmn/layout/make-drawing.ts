/**
 * A drawing for a file that has none, so that any modeller opens it (BPMN 2.0.2 §12). What is drawn already stays as it
 * is: then only executable processes of which nothing is drawn get a diagram of their own.
 */
import type { BpmnLimits } from '../bpmn-limits.ts'
import { buildDiagram, buildProcess } from '../diagram/build-diagram.ts'
import { elementOf, elementsOf, idOf, type ModdleElement } from '../xml/moddle-element.ts'
import { parseXml } from '../xml/parse-xml.ts'
import { scanXml, type RootOutline } from '../xml/scan-xml.ts'
import { applyEdits } from '../xml/text-edits.ts'
import { drawCollaboration } from './draw-collaboration.ts'
import { drawProcess } from './draw-process.ts'
import { writeDrawing, type Plane } from './write-drawing.ts'

/** A text to put in at an offset; nothing else of the file changes. */
export interface Insertion {
  readonly at: number
  readonly text: string
}

const DI_NAMESPACE = 'http://www.omg.org/spec/BPMN/20100524/DI'

/** Null where the file is drawn, and where it cannot be read. */
export async function makeDrawing(text: string, limits: BpmnLimits): Promise<Insertion | null> {
  const start = text.startsWith('\ufeff') ? 1 : 0
  const xml = text.slice(start)
  const { trouble, edits, root } = scanXml(xml, limits)
  if (trouble !== null || root.bodyEnd === null) return null
  const { definitions } = await parseXml(applyEdits(xml, edits))
  if (definitions === null) return null

  const drawn = drawnElements(definitions)
  const planes = drawn.size === 0 ? drawAll(definitions) : drawMissing(definitions, drawn)
  if (planes.length === 0) return null
  return { at: start + placeIn(root, drawn.size > 0), text: writeDrawing(planes, freePrefix(xml)) }
}

function drawnElements(definitions: ModdleElement): ReadonlySet<ModdleElement> {
  const shapes = elementsOf(definitions, 'diagrams').flatMap((diagram) =>
    elementsOf(elementOf(diagram, 'plane'), 'planeElement'),
  )
  return new Set(shapes.flatMap((shape) => elementOf(shape, 'bpmnElement') ?? []))
}

/** A plane shows one collaboration, or one process that stands in none. */
function drawAll(definitions: ModdleElement): Plane[] {
  const roots = elementsOf(definitions, 'rootElements')
  const processes = new Map(
    roots
      .filter(({ $type }) => $type === 'bpmn:Process')
      .map((element, index) => [element, buildProcess(definitions, element, index, null, new Map())]),
  )
  const collaborations = roots.filter((root) => root.$type === 'bpmn:Collaboration' && idOf(root) !== null)
  const inPools = new Set<ModdleElement>()
  const shared: Plane[] = []
  for (const collaboration of collaborations) {
    const drawing = drawCollaboration(
      collaboration,
      new Map([...processes].filter(([element]) => !inPools.has(element))),
    )
    for (const participant of elementsOf(collaboration, 'participants')) {
      const process = elementOf(participant, 'processRef')
      if (process !== null && idOf(participant) !== null) inPools.add(process)
    }
    shared.push({ elementId: idOf(collaboration) ?? '', drawing })
  }
  const alone = [...processes].flatMap(([element, process]): Plane[] =>
    inPools.has(element) || idOf(element) === null ? [] : [{ elementId: process.id, drawing: drawProcess(process) }],
  )
  return [...shared, ...alone].filter(({ drawing }) => drawing.shapes.length > 0)
}

function drawMissing(definitions: ModdleElement, drawn: ReadonlySet<ModdleElement>): Plane[] {
  return buildDiagram(definitions)
    .processes.filter(({ element, nodes }) => isProcess(element) && !nodes.some((node) => drawn.has(node.element)))
    .map((process) => ({ elementId: process.id, drawing: drawProcess(process) }))
    .filter(({ drawing }) => drawing.shapes.length > 0)
}

/** A global task has no drawing of its own. */
function isProcess(element: ModdleElement): boolean {
  return element.$type === 'bpmn:Process' && idOf(element) !== null
}

/**
 * Diagrams stand behind the processes and before relationships (by the schema). Modellers open the first: one that
 * shows something stays the first, one that shows nothing does not.
 */
function placeIn({ bodyEnd, children }: RootOutline, hasDrawing: boolean): number {
  const diagrams = children.filter((child) => child.namespace === DI_NAMESPACE && child.localName === 'BPMNDiagram')
  const last = diagrams.at(-1)
  if (hasDrawing && last !== undefined) return last.end
  const before = diagrams[0] ?? children.find(({ localName }) => localName === 'relationship')
  return before?.start ?? bodyEnd ?? 0
}

/** What no other id, nor any other text of the file, has in it. */
function freePrefix(xml: string): string {
  let number = 0
  let prefix = 'Layout_'
  for (; xml.includes(prefix); number += 1) prefix = `Layout${number}_`
  return prefix
}
