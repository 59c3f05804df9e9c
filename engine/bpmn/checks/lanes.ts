import type { DiagramLane, DiagramNode, DiagramProcess } from '../diagram/diagram.ts'
import { elementsOf, nearestId } from '../xml/moddle-element.ts'
import { nameOf, problemAt, shorten, type Check, type Finding } from './check.ts'
import { isOfType } from './reference-kinds.ts'

/** Lanes divide the elements of their own process, each element once (BPMN 2.0.2 §10.8). */
export const checkLanes: Check = (reading) =>
  reading.diagram.processes.flatMap((process) => findingsIn(process).map((finding) => problemAt(reading, finding)))

function findingsIn(process: DiagramProcess): Finding[] {
  if (process.lanes.length === 0) return []
  const byElement = new Map(process.nodes.map((node) => [node.element, node]))
  const lanesOf = new Map<DiagramNode, DiagramLane>()
  return process.lanes.flatMap((lane) =>
    elementsOf(lane.element, 'flowNodeRef').flatMap((element): Finding[] => {
      const node = byElement.get(element)
      if (node === undefined) {
        // Some tools list data objects, too; they are nobody's work.
        if (!isOfType(element, 'bpmn:FlowNode')) return []
        const message = `The lane "${shorten(lane.id)}" names "${shorten(nearestId(element) ?? '')}" of another process; remove that name.`
        return [{ elementId: lane.id, code: 'lane-names-foreign-element', message, section: '10.8' }]
      }
      const other = lanesOf.get(node)
      lanesOf.set(node, lane)
      if (other === undefined || other === lane || isAround(other, lane) || isAround(lane, other)) return []
      const message = `${nameOf(node)} stands in the lanes "${shorten(other.id)}" and "${shorten(lane.id)}", of which the last counts; keep it in one.`
      return [{ severity: 'warning', elementId: node.id, code: 'element-in-two-lanes', message, section: '10.8' }]
    }),
  )
}

function isAround(outer: DiagramLane, inner: DiagramLane): boolean {
  for (let lane = inner.parent; lane !== null; lane = lane.parent) if (lane === outer) return true
  return false
}
