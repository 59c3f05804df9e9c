/** Every kind of element with its behaviour. A new kind is a file here and a line below. */
import type { FlowNode, FlowNodeKind } from '../../model/process-definition.ts'
import type { ElementBehaviour } from '../element-behaviour.ts'
import { boundaryEvent } from './boundary-event.ts'
import { callActivity } from './call-activity.ts'
import { complexGateway } from './complex-gateway.ts'
import { endEvent } from './end-event.ts'
import { eventBasedGateway } from './event-based-gateway.ts'
import { exclusiveGateway } from './exclusive-gateway.ts'
import { inclusiveGateway } from './inclusive-gateway.ts'
import { intermediateCatchEvent } from './intermediate-catch-event.ts'
import { intermediateThrowEvent } from './intermediate-throw-event.ts'
import { parallelGateway } from './parallel-gateway.ts'
import { passThroughTask } from './pass-through-task.ts'
import { receiveTask } from './receive-task.ts'
import { scriptTask } from './script-task.ts'
import { startEvent } from './start-event.ts'
import { subProcess } from './sub-process.ts'
import { userTask } from './user-task.ts'
import { workingTask } from './working-task.ts'

const behaviours: { readonly [K in FlowNodeKind]: ElementBehaviour<Extract<FlowNode, { kind: K }>> } = {
  'start-event': startEvent,
  'end-event': endEvent,
  'intermediate-catch-event': intermediateCatchEvent,
  'intermediate-throw-event': intermediateThrowEvent,
  'boundary-event': boundaryEvent,
  'user-task': userTask,
  'manual-task': passThroughTask,
  task: passThroughTask,
  'service-task': workingTask,
  'send-task': workingTask,
  'business-rule-task': workingTask,
  'receive-task': receiveTask,
  'script-task': scriptTask,
  'exclusive-gateway': exclusiveGateway,
  'parallel-gateway': parallelGateway,
  'inclusive-gateway': inclusiveGateway,
  'complex-gateway': complexGateway,
  'event-based-gateway': eventBasedGateway,
  'sub-process': subProcess,
  'call-activity': callActivity,
}

/** @returns the behaviour for the node's kind; the table above pairs each kind with its own. */
export const behaviourOf = (node: FlowNode): ElementBehaviour<FlowNode> =>
  behaviours[node.kind] as ElementBehaviour<FlowNode>
