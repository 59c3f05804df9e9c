import { isGateway } from '../diagram/diagram.ts'
import { checkEachNode, nameOf } from './check.ts'

/**
 * A gateway merges or splits, and where nothing leads out of one that merges, the path ends there as at any other element
 * (BPMN 2.0.2 §10.5.3, §10.6).
 */
export const checkGatewayWaysOut = checkEachNode((node) => {
  if (!isGateway(node) || node.outgoing.length > 0) return []
  if (node.incoming.length > 1 && node.type !== 'bpmn:EventBasedGateway') return []
  const message = `No sequence flow leads out of the gateway ${nameOf(node)}; draw one, or remove the gateway.`
  return [{ code: 'gateway-without-way-out', message, section: '10.6' }]
})
