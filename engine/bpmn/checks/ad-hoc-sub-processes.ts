import { isActivity, type DiagramNode } from '../diagram/diagram.ts'
import { problemAt, nameOf, scopesOf, type Check, type Finding } from './check.ts'

/** In an ad-hoc sub-process there is no start and no end, only activities to choose from (BPMN 2.0.2 §10.3.5). */
export const checkAdHocSubProcesses: Check = (reading) =>
  scopesOf(reading).flatMap(({ node, nodes }) => {
    if (node?.type !== 'bpmn:AdHocSubProcess') return []
    const found = nodes.flatMap((inside) => misplaced(inside, node))
    if (!nodes.some(isActivity)) {
      const message = `The ad-hoc sub-process ${nameOf(node)} has no activities to choose from and passes at once; draw them.`
      found.push({ severity: 'warning', elementId: node.id, code: 'ad-hoc-empty', message, section: '10.3.5' })
    }
    return found.map((finding) => problemAt(reading, finding))
  })

function misplaced({ id, name, type }: DiagramNode, around: DiagramNode): Finding[] {
  if (type !== 'bpmn:StartEvent' && type !== 'bpmn:EndEvent') return []
  const message = `The event ${nameOf({ id, name })} stands in the ad-hoc sub-process ${nameOf(around)}, which begins and ends by itself; remove it.`
  return [{ elementId: id, code: 'ad-hoc-with-event', message, section: '10.3.5' }]
}
