import { problemAt, nameOf, shorten, type Check, type Reading } from './check.ts'
import type { DiagramFlow } from '../diagram/diagram.ts'

/** A sequence flow must lead from one flow node to another of the same process or sub-process. */
export const checkFlowEnds: Check = (reading) =>
  reading.diagram.processes
    .flatMap((process) => process.flows)
    .flatMap((flow) => {
      const message = wrongEnd(flow, reading)
      return message === null ? [] : [problemAt(reading, { elementId: flow.id, code: 'flow-leads-nowhere', message })]
    })

function wrongEnd(flow: DiagramFlow, reading: Reading): string | null {
  const { id, source, target } = flow
  if (source === null) {
    return `The sequence flow "${shorten(id)}" comes from ${written(flow, 'sourceRef', reading)}; connect it again.`
  }
  if (target === null) {
    return `The sequence flow "${shorten(id)}" leads to ${written(flow, 'targetRef', reading)}; connect it again.`
  }
  if (source.scope === target.scope) return null
  const ends = `${nameOf(source)} to ${nameOf(target)}`
  return `The sequence flow "${shorten(id)}" leads from ${ends} across the border of a sub-process; end it inside.`
}

/** What the file has where the end should be: the parser keeps only what it could resolve. */
function written(flow: DiagramFlow, property: 'sourceRef' | 'targetRef', { warnings }: Reading): string {
  const warning = warnings.find(({ element, property: at }) => element === flow.element && at === `bpmn:${property}`)
  if (warning !== undefined) return `"${shorten(String(warning.value))}", which is not in the file`
  return flow.element.get(property) === undefined ? 'nothing' : 'something that is no element of this process'
}
