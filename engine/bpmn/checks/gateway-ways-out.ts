import { isGateway } from '../diagram/diagram.ts'
import { checkEachNode, nameOf } from './check.ts'

/** A token must be able to leave every gateway (BPMN 2.0.2 §10.6). */
export const checkGatewayWaysOut = checkEachNode((node) => {
  if (!isGateway(node) || node.outgoing.length > 0) return []
  const message = `No sequence flow leads out of the gateway ${nameOf(node)}; draw one, or remove the gateway.`
  return [{ code: 'gateway-without-way-out', message, section: '10.6' }]
})
