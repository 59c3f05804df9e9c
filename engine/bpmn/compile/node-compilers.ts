import { compileCallActivity } from './call-activity.ts'
import type { NodeCompiler } from './compilation.ts'
import {
  compileBoundaryEvent,
  compileEndEvent,
  compileIntermediateCatchEvent,
  compileIntermediateThrowEvent,
  compileStartEvent,
} from './events.ts'
import {
  compileComplexGateway,
  compileEventBasedGateway,
  compileExclusiveGateway,
  compileInclusiveGateway,
  compileParallelGateway,
} from './gateways.ts'
import { compileSubProcess } from './sub-processes.ts'
import {
  compileBusinessRuleTask,
  compileManualTask,
  compilePlainTask,
  compileReceiveTask,
  compileScriptTask,
  compileSendTask,
  compileServiceTask,
} from './tasks.ts'
import { compileUserTask } from './user-task.ts'

/** Every kind of flow node that can run. A new kind is a new entry; what is not here is reported as not supported. */
export const NODE_COMPILERS: Readonly<Record<string, NodeCompiler>> = {
  'bpmn:StartEvent': compileStartEvent,
  'bpmn:EndEvent': compileEndEvent,
  'bpmn:IntermediateCatchEvent': compileIntermediateCatchEvent,
  'bpmn:IntermediateThrowEvent': compileIntermediateThrowEvent,
  'bpmn:BoundaryEvent': compileBoundaryEvent,
  'bpmn:Task': compilePlainTask,
  'bpmn:UserTask': compileUserTask,
  'bpmn:ManualTask': compileManualTask,
  'bpmn:ServiceTask': compileServiceTask,
  'bpmn:SendTask': compileSendTask,
  'bpmn:ReceiveTask': compileReceiveTask,
  'bpmn:ScriptTask': compileScriptTask,
  'bpmn:BusinessRuleTask': compileBusinessRuleTask,
  'bpmn:ExclusiveGateway': compileExclusiveGateway,
  'bpmn:ParallelGateway': compileParallelGateway,
  'bpmn:InclusiveGateway': compileInclusiveGateway,
  'bpmn:ComplexGateway': compileComplexGateway,
  'bpmn:EventBasedGateway': compileEventBasedGateway,
  'bpmn:SubProcess': compileSubProcess,
  'bpmn:Transaction': compileSubProcess,
  'bpmn:AdHocSubProcess': compileSubProcess,
  'bpmn:CallActivity': compileCallActivity,
}
