import { isEventSubProcess, type DiagramNode } from '../diagram/diagram.ts'
import { checkEachNode, nameOf, nodesOf, problemAt, type Check, type NodeFinding } from './check.ts'
import { hasEventKind } from './event-kinds.ts'

/** Cancel events belong to a transaction: thrown inside, caught once at its border (BPMN 2.0.2 §10.3.5, §10.5.3). */
export const checkCancelEvents = checkEachNode((node) =>
  node.type === 'bpmn:EndEvent' && hasEventKind(node, 'cancel') ? thrown(node) : [],
)

export const checkCancelBoundaries: Check = (reading) =>
  nodesOf(reading).flatMap((host) => {
    const events = host.boundaryEvents.filter((event) => hasEventKind(event, 'cancel'))
    return events.flatMap((event, index) => {
      const finding = caught(event, host, index === 0)
      return finding === null ? [] : [problemAt(reading, { ...finding, elementId: event.id })]
    })
  })

function thrown(node: DiagramNode): NodeFinding[] {
  const around = node.scope.node
  const owner = around !== null && isEventSubProcess(around) ? around.scope.node : around
  if (owner?.type === 'bpmn:Transaction') return []
  const message = `The cancel end event ${nameOf(node)} stands in no transaction; draw it directly in one, or end by an error.`
  return [{ code: 'cancel-outside-transaction', message, section: '10.5.3' }]
}

function caught(event: DiagramNode, host: DiagramNode, isFirst: boolean): NodeFinding | null {
  if (host.type !== 'bpmn:Transaction') {
    const message = `The cancel boundary event ${nameOf(event)} sits on ${nameOf(host)}, which is no transaction; attach it to one.`
    return { code: 'cancel-outside-transaction', message, section: '10.5.4' }
  }
  if (isFirst) return null
  const message = `The transaction ${nameOf(host)} has a second cancel boundary event, ${nameOf(event)}; keep one.`
  return { code: 'cancel-boundary-twice', message, section: '10.3.5' }
}
