/**
 * The life of an activity (BPMN 2.0.2 §13.3.2): its data, boundary events and inputs on entering, its own work, outputs on
 * leaving. Around it, where it is drawn so, the multi-instance or loop.
 */
import type { Token } from '../model/instance-state.ts'
import type { FlowNode } from '../model/process-definition.ts'
import { takeInputs } from './data-inputs.ts'
import type { ElementBehaviour } from './element-behaviour.ts'
import { waitsForItsTurn } from './ad-hoc.ts'
import { isIteration } from './iterations.ts'
import { startMultiInstance } from './multi-instance.ts'
import { startQuantityIsThere } from './quantities.ts'
import type { Run } from './run.ts'
import { startLoop } from './standard-loop.ts'
import { arm } from './triggers.ts'
import { computeMappings, variablesOfToken } from './variables.ts'

type ActivityNode = Extract<FlowNode, { boundaryEvents: readonly string[] }>

/** Makes the behaviour of an activity from what it does itself; `work` also runs again after an incident. */
export const activity = <N extends ActivityNode>(
  work: (run: Run, token: Token, node: N) => void,
): ElementBehaviour<N> => ({
  enter: (run, token, node) => {
    const iteration = isIteration(run, token)
    if (!iteration && !startQuantityIsThere(run, token, node)) return
    // The runs of a multi-instance share the data that it got as a whole; those of a loop get theirs each time.
    const ready = sharesData(node, iteration) ? token : takeInputs(run, token, node)
    if (ready === null) return
    if (!iteration) {
      if (waitsForItsTurn(run, ready)) return
      armBoundaryEvents(run, ready, node)
      if (node.multiInstance !== null) return startMultiInstance(run, ready, node, node.multiInstance)
      if (node.standardLoop !== undefined) return startLoop(run, ready, node, node.standardLoop)
    }
    const locals =
      node.inputs.length > 0 ? computeMappings(run, node.id, node.inputs, variablesOfToken(run, ready)) : null
    // What undoes has the data of its time in its locals already.
    work(run, locals === null ? ready : run.putToken({ ...ready, locals: { ...ready.locals, ...locals } }), node)
  },
  work,
})

const sharesData = (node: ActivityNode, iteration: boolean): boolean =>
  iteration ? node.multiInstance !== null : node.standardLoop !== undefined

const armBoundaryEvents = (run: Run, token: Token, node: ActivityNode): void => {
  if (node.boundaryEvents.length === 0) return
  const variables = variablesOfToken(run, token)
  for (const id of node.boundaryEvents) arm(run, run.node(id), { scope: token.scope, token: token.id, variables })
}
