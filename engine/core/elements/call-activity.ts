import type { ResolvedBinding } from '../../model/effect.ts'
import type { Token } from '../../model/instance-state.ts'
import type { Variables } from '../../model/json.ts'
import type { CallActivity } from '../../model/process-definition.ts'
import { activity } from '../activity.ts'
import { payloadDrawn } from '../data-inputs.ts'
import { withoutDataStates } from '../data-states.ts'
import { ElementFailed } from '../element-failed.ts'
import type { Run } from '../run.ts'
import { computeMappings, computeText, variablesOfToken } from '../variables.ts'

/** Calls another process, an instance of its own, and waits for its end (BPMN 2.0.2 §10.3.6, §13.3.5). */
export const callActivity = activity<CallActivity>((run, token, node) => {
  const variables = variablesOfToken(run, token)
  const processKey = computeText(run, node.id, node.calledElement, variables)
  if (processKey === null) throw new ElementFailed(node.id, 'Expected the key of a process to call, but it is empty.')
  const callId = run.newId('c')
  run.emit({
    kind: 'call-started',
    callId,
    elementId: node.id,
    processKey,
    binding: resolveBinding(run, token, node, variables),
    businessKey: computeText(run, node.id, node.businessKey, variables),
    variables: variablesIn(run, token, node, variables),
  })
  run.note('call-started', node.id, { callId, processKey })
  run.putToken({ ...token, wait: { for: 'call', callId } })
})

/**
 * `camunda:in` over the data inputs that are drawn (BPMN 2.0.2 §10.4.2); where the diagram says nothing, the called
 * process sees what the call sees.
 */
const variablesIn = (run: Run, token: Token, node: CallActivity, variables: Variables): Variables => {
  const { all, mappings } = node.callIn
  const drawn = payloadDrawn(run, token, node, [])
  const everything = all || (mappings.length === 0 && drawn === null)
  return {
    ...(everything ? withoutDataStates(run, variables) : {}),
    ...drawn,
    ...computeMappings(run, node.id, mappings, variables),
  }
}

const resolveBinding = (
  run: Run,
  token: Token,
  { id, binding }: CallActivity,
  variables: Variables,
): ResolvedBinding => {
  if (binding.type === 'latest' || binding.type === 'deployment') return binding
  if (binding.type === 'versionTag') {
    const versionTag = computeText(run, id, binding.versionTag, variables)
    if (versionTag === null)
      throw new ElementFailed(token.elementId, 'Expected a version tag of the process to call, but it is empty.')
    return { type: 'versionTag', versionTag }
  }
  const version = Number(computeText(run, id, binding.version, variables))
  if (!Number.isInteger(version) || version < 1)
    throw new ElementFailed(id, 'Expected a version number of the process to call, but there is none.')
  return { type: 'version', version }
}
