/**
 * The life of an activity (BPMN 2.0.2 §13.3.2): its data, boundary events and inputs on entering, its own work, outputs on
 * leaving. Around it, where it is drawn so, the multi-instance.
 */
import type { Token } from '../model/instance-state.ts'
import type { FlowNode } from '../model/process-definition.ts'
import { takeInputs } from './data-inputs.ts'
import type { ElementBehaviour } from './element-behaviour.ts'
import { isIteration, startMultiInstance } from './multi-instance.ts'
import type { Run } from './run.ts'
import { arm } from './triggers.ts'
import { computeMappings, variablesOfToken } from './variables.ts'

type ActivityNode = Extract<FlowNode, { boundaryEvents: readonly string[] }>

/** Makes the behaviour of an activity from what it does itself; `work` also runs again after an incident. */
export const activity = <N extends ActivityNode>(
  work: (run: Run, token: Token, node: N) => void,
): ElementBehaviour<N> => ({
  enter: (run, token, node) => {
    const iteration = isIteration(run, token)
    // The runs of a multi-instance share the data that it got as a whole.
    const ready = iteration ? token : takeInputs(run, token, node)
    if (ready === null) return
    if (!iteration) armBoundaryEvents(run, ready, node)
    if (node.multiInstance !== null && !iteration) {
      startMultiInstance(run, ready, node, node.multiInstance)
      return
    }
    const locals =
      node.inputs.length > 0 ? computeMappings(run, node.id, node.inputs, variablesOfToken(run, ready)) : null
    // What undoes has the data of its time in its locals already.
    work(run, locals === null ? ready : run.putToken({ ...ready, locals: { ...ready.locals, ...locals } }), node)
  },
  work,
})

const armBoundaryEvents = (run: Run, token: Token, node: ActivityNode): void => {
  if (node.boundaryEvents.length === 0) return
  const variables = variablesOfToken(run, token)
  for (const id of node.boundaryEvents) arm(run, run.node(id), { scope: token.scope, token: token.id, variables })
}
