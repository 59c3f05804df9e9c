import { isActivity, isEventSubProcess, type DiagramNode } from '../diagram/diagram.ts'
import { checkEachNode, nameOf, type NodeFinding } from './check.ts'

/**
 * Nothing leads into a start or boundary event or out of an end event, and a boundary event sits on an activity
 * (BPMN 2.0.2 §10.5.2 to §10.5.4).
 */
export const checkEventConnections = checkEachNode((node) => {
  const found: NodeFinding[] = []
  const startsByItself = node.type === 'bpmn:StartEvent' || node.type === 'bpmn:BoundaryEvent'
  if (startsByItself && node.incoming.length > 0) {
    const message = `A sequence flow leads into ${nameOf(node)}, which starts by its event alone; remove that flow.`
    const section = node.type === 'bpmn:StartEvent' ? '10.5.2' : '10.5.4'
    found.push({ code: 'event-with-incoming-flow', message, section })
  }
  if (node.type === 'bpmn:EndEvent' && node.outgoing.length > 0) {
    const message = `A sequence flow leads on from the end event ${nameOf(node)}; remove it, or use another event.`
    found.push({ code: 'end-event-with-outgoing-flow', message, section: '10.5.3' })
  }
  if (node.type === 'bpmn:BoundaryEvent' && !mayCarryEvents(node.attachedTo)) {
    const message = `The boundary event ${nameOf(node)} sits on no task, sub-process or call activity of its scope; attach it.`
    found.push({ code: 'boundary-without-activity', message, section: '10.5.4' })
  }
  return found
})

function mayCarryEvents(host: DiagramNode | null): boolean {
  return host !== null && isActivity(host) && !isEventSubProcess(host)
}
