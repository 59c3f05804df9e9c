import type { Drawing, DrawnEdge, DrawnShape } from './drawing.ts'
import type { Box, Point } from './geometry.ts'

/** What one diagram shows: a collaboration, or a process without pool. */
export interface Plane {
  readonly elementId: string
  readonly drawing: Drawing
}

const NAMESPACES = [
  'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"',
  'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"',
  'xmlns:di="http://www.omg.org/spec/DD/20100524/DI"',
].join(' ')
/** Modellers show a drawing from its upper left corner on. */
const MARGIN = 160

/**
 * The `bpmndi:BPMNDiagram` elements for some planes (BPMN 2.0.2 §12). Namespaces are declared in them, so that they may
 * stand in any file.
 *
 * @param idPrefix begins all ids; nothing else in the file may begin so
 */
export function writeDrawing(planes: readonly Plane[], idPrefix: string): string {
  return planes
    .map(({ elementId, drawing: { shapes, edges } }, index) => {
      const id = `${idPrefix}${index + 1}`
      const lines = [
        ...shapes.map((shape) => shapeText(shape, id)),
        ...edges.filter(({ points }) => points.length > 1).map((edge) => edgeText(edge, id)),
      ]
      return `  <bpmndi:BPMNDiagram ${NAMESPACES} id="${id}">
    <bpmndi:BPMNPlane id="${idPrefix}plane_${index + 1}" bpmnElement="${elementId}">
${lines.join('')}    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
`
    })
    .join('')
}

function shapeText({ elementId, box, attributes, label }: DrawnShape, id: string): string {
  const labelText =
    label === null
      ? ''
      : `        <bpmndi:BPMNLabel>
          ${boundsText(label)}
        </bpmndi:BPMNLabel>
`
  return `      <bpmndi:BPMNShape id="${id}_${elementId}" bpmnElement="${elementId}"${attributes}>
        ${boundsText(box)}
${labelText}      </bpmndi:BPMNShape>
`
}

function edgeText({ elementId, points }: DrawnEdge, id: string): string {
  const waypoints = points.map((point) => `        <di:waypoint ${placeText(point)} />\n`)
  return `      <bpmndi:BPMNEdge id="${id}_${elementId}" bpmnElement="${elementId}">
${waypoints.join('')}      </bpmndi:BPMNEdge>
`
}

function boundsText(box: Box): string {
  return `<dc:Bounds ${placeText(box)} width="${Math.round(box.width)}" height="${Math.round(box.height)}" />`
}

function placeText({ x, y }: Point): string {
  return `x="${Math.round(x) + MARGIN}" y="${Math.round(y) + MARGIN / 2}"`
}
