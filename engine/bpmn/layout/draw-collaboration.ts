/** Draws the pools of a collaboration one below the other, with the messages between them. */
import type { DiagramProcess } from '../diagram/diagram.ts'
import { elementOf, elementsOf, idOf, textOf, type ModdleElement } from '../xml/moddle-element.ts'
import { connectionsIn } from './artifacts.ts'
import { artifactSize, shapeOfArtifact } from './cells.ts'
import { drawConnections } from './draw-connections.ts'
import { drawMessageFlows, TRACK, type Pool } from './draw-message-flows.ts'
import { drawProcess } from './draw-process.ts'
import { EMPTY_DRAWING, joinDrawings, moveDrawing, type Drawing, type DrawnShape } from './drawing.ts'
import { NAME_STRIP } from './lanes.ts'
import { arrangeShelf } from './shelf.ts'

const BLACK_BOX = { width: 600, height: 60 }
const APART = 50

/** @param processes the processes of the file, by their element */
export function drawCollaboration(
  collaboration: ModdleElement,
  processes: ReadonlyMap<ModdleElement, DiagramProcess>,
): Drawing {
  const participants = elementsOf(collaboration, 'participants').filter((participant) => idOf(participant) !== null)
  const drawn = new Set<DiagramProcess>()
  const contents = participants.map((participant) => {
    const reference = elementOf(participant, 'processRef')
    const process = reference === null ? undefined : processes.get(reference)
    // Two pools may stand for one process; its elements can be drawn only once.
    if (process === undefined || drawn.has(process)) return { ...EMPTY_DRAWING, width: 0, height: 0 }
    drawn.add(process)
    const drawing = drawProcess(process)
    return drawing.shapes.length === 0 ? { ...drawing, width: 0, height: 0 } : drawing
  })
  const width = Math.max(BLACK_BOX.width, ...contents.map((content) => content.width + NAME_STRIP))
  const messageFlows = elementsOf(collaboration, 'messageFlows')
  const between = APART + TRACK * messageFlows.length

  const pools: Pool[] = []
  let y = 0
  participants.forEach((participant, index) => {
    const content = contents[index] ?? { ...EMPTY_DRAWING, width: 0, height: 0 }
    const hasLanes = content.shapes.some(({ attributes }) => attributes.includes('isHorizontal'))
    const stretched = hasLanes ? { ...content, shapes: stretchLanes(content.shapes, width - NAME_STRIP) } : content
    const height = content.height === 0 ? BLACK_BOX.height : content.height
    const box = { x: 0, y, width, height }
    pools.push({ id: textOf(participant, 'id') ?? '', box, content: moveDrawing(stretched, { x: NAME_STRIP, y }) })
    y += height + between
  })

  const beside = elementsOf(collaboration, 'artifacts').filter(
    (artifact) => artifact.$type === 'bpmn:TextAnnotation' && idOf(artifact) !== null,
  )
  const notes: DrawnShape[] = []
  const shelf = arrangeShelf(
    beside.map((artifact) => {
      const size = artifactSize(artifact)
      return { ...size, draw: (place) => void notes.push(shapeOfArtifact(artifact, { ...place, ...size })) }
    }),
    width,
  )
  for (const { item, place } of shelf.places) item.draw({ x: place.x, y: place.y + y })

  const shapes = pools.map(({ id, box }): DrawnShape => ({
    elementId: id,
    box,
    attributes: ' isHorizontal="true"',
    label: null,
  }))
  const messages = { shapes: notes, edges: drawMessageFlows(messageFlows, pools) }
  const whole = joinDrawings([{ shapes, edges: [] }, ...pools.map(({ content }) => content), messages])
  const connections = connectionsIn(elementsOf(collaboration, 'artifacts'))
  return { shapes: whole.shapes, edges: [...whole.edges, ...drawConnections(connections, whole.shapes, whole.edges)] }
}

/** All pools are as wide as the widest, and lanes reach to the end of their pool. */
function stretchLanes(shapes: readonly DrawnShape[], width: number): DrawnShape[] {
  return shapes.map((shape) => {
    const { box, attributes } = shape
    return attributes.includes('isHorizontal') ? { ...shape, box: { ...box, width: width - box.x } } : shape
  })
}
