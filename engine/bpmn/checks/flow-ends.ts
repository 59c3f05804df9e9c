import { elementOf, type ModdleElement } from '../xml/moddle-element.ts'
import { problemAt, nameOf, shorten, type Check, type Finding, type Reading } from './check.ts'
import type { DiagramFlow } from '../diagram/diagram.ts'
import { isOfType } from './reference-kinds.ts'

/**
 * A sequence flow must lead from one flow node to another of the same process or sub-process (BPMN 2.0.2 §7.6.1,
 * §8.4.13).
 */
export const checkFlowEnds: Check = (reading) => {
  const lostEnds = new Map(
    reading.warnings
      .filter(({ property }) => property !== undefined && ENDS.some((end) => property === `bpmn:${end}`))
      .map((warning) => [warning.element, warning]),
  )
  return reading.diagram.processes
    .flatMap((process) => process.flows)
    .flatMap((flow) => {
      const finding = wrongEnd(flow, lostEnds.get(flow.element))
      return finding === null ? [] : [problemAt(reading, { ...finding, elementId: flow.id })]
    })
}

const ENDS = ['sourceRef', 'targetRef'] as const
type End = (typeof ENDS)[number]
type Lost = Reading['warnings'][number] | undefined

function wrongEnd(flow: DiagramFlow, lost: Lost): Omit<Finding, 'elementId'> | null {
  const { element, id, source, target } = flow
  const missing = source === null ? 'sourceRef' : target === null ? 'targetRef' : null
  if (missing !== null) {
    const verb = missing === 'sourceRef' ? 'comes from' : 'leads to'
    if (isFlowNode(elementOf(element, missing))) {
      const message = `The sequence flow "${shorten(id)}" ${verb} an element of another process; use a message flow, or end it inside.`
      return { code: 'flow-crosses-border', message, section: '7.6.1' }
    }
    const message = `The sequence flow "${shorten(id)}" ${verb} ${written(flow, missing, lost)}; connect it again.`
    return { code: 'flow-leads-nowhere', message, section: '8.4.13' }
  }
  if (source === null || target === null || source.scope === target.scope) return null
  const ends = `${nameOf(source)} to ${nameOf(target)}`
  const message = `The sequence flow "${shorten(id)}" leads from ${ends} across the border of a sub-process; end it inside.`
  return { code: 'flow-crosses-border', message, section: '7.6.1' }
}

function isFlowNode(element: ModdleElement | null): boolean {
  return element !== null && isOfType(element, 'bpmn:FlowNode')
}

/** What the file has where the end should be: the parser keeps only what it could resolve. */
function written(flow: DiagramFlow, property: End, lost: Lost): string {
  if (lost?.property === `bpmn:${property}`) return `"${shorten(String(lost.value))}", which is not in the file`
  return flow.element.get(property) === undefined ? 'nothing' : 'something that is no element of this process'
}
