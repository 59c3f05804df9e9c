import { elementOf, elementsOf, idOf, type ModdleElement } from '../xml/moddle-element.ts'
import type { DiagramLane } from './diagram.ts'

export interface LaneReader {
  /** Reads the lanes drawn in a process or sub-process, with the lanes inside them. */
  addLaneSets(scope: ModdleElement): void
  /** The innermost lane that names the flow node. */
  laneOf(flowNode: ModdleElement): DiagramLane | null
  all(): readonly DiagramLane[]
}

export function readLanes(): LaneReader {
  const lanes: DiagramLane[] = []
  const laneByNode = new Map<ModdleElement, DiagramLane>()

  const addLaneSet = (laneSet: ModdleElement | null, parent: DiagramLane | null) => {
    for (const element of elementsOf(laneSet, 'lanes')) {
      const lane: DiagramLane = { element, id: idOf(element) ?? `lane-without-id-${lanes.length + 1}`, parent }
      lanes.push(lane)
      for (const node of elementsOf(element, 'flowNodeRef')) laneByNode.set(node, lane)
      // Inner lanes come after, so that they win for nodes that both name.
      addLaneSet(elementOf(element, 'childLaneSet'), lane)
    }
  }
  return {
    addLaneSets: (scope) => {
      for (const laneSet of elementsOf(scope, 'laneSets')) addLaneSet(laneSet, null)
    },
    laneOf: (flowNode) => laneByNode.get(flowNode) ?? null,
    all: () => lanes,
  }
}
