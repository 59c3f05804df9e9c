import type { Lane, Value } from '../../model/process-definition.ts'
import type { DiagramLane } from '../diagram/diagram.ts'
import { textOf } from '../xml/moddle-element.ts'
import type { Compilation } from './compilation.ts'
import { propertyOf } from './properties.ts'

/** All lanes by id, outer and inner. */
export function compileLanes(compilation: Compilation): Readonly<Record<string, Lane>> {
  return Object.fromEntries(
    compilation.process.lanes.map((lane): [string, Lane] => [
      lane.id,
      {
        id: lane.id,
        name: textOf(lane.element, 'name') ?? lane.id,
        candidateGroups: compileLaneGroups(lane, compilation),
      },
    ]),
  )
}

/** Groups that the lane names, or the nearest lane around it; where none does, the lane's id is the group. */
export function compileLaneGroups(lane: DiagramLane, { read }: Compilation): readonly Value[] {
  for (let at: DiagramLane | null = lane; at !== null; at = at.parent) {
    const groups = propertyOf(at.element, 'candidateGroups')
    if (groups !== null) return read.list(groups, at.id)
  }
  return [{ literal: lane.id }]
}
