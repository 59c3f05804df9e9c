import { checkActivityQuantities } from './activity-quantities.ts'
import { checkAdHocSubProcesses } from './ad-hoc-sub-processes.ts'
import { checkAttributeValues } from './attribute-values.ts'
import { checkErrorsCaughtOnce } from './boundary-events.ts'
import { checkCallActivities } from './call-activities.ts'
import { checkCamundaExtensions } from './camunda-extensions.ts'
import { checkCancelBoundaries, checkCancelEvents } from './cancel-events.ts'
import type { Check } from './check.ts'
import {
  checkCompensationBoundaries,
  checkCompensationHandlers,
  checkCompensationSubProcesses,
  checkCompensationThrows,
} from './compensations.ts'
import { checkCorrelations } from './correlations.ts'
import { checkDataAssociations, checkDataReferences } from './data-flow.ts'
import { checkEventBasedGateways } from './event-based-gateways.ts'
import { checkEscalationsAndConditions } from './event-codes.ts'
import { checkEventConnections } from './event-connections.ts'
import { checkEventPositions } from './event-positions.ts'
import { checkEventReferences } from './event-references.ts'
import { checkEventSubProcesses } from './event-sub-processes.ts'
import { checkExecutableProcess } from './executable-process.ts'
import { checkDefaultHolders, checkFlowConditions } from './flow-conditions.ts'
import { checkFlowEnds } from './flow-ends.ts'
import { checkGatewayDirections } from './gateway-directions.ts'
import { checkGatewayWaysOut } from './gateway-ways-out.ts'
import { checkInstantiatingElements } from './instantiating-elements.ts'
import { checkLanes } from './lanes.ts'
import { checkLinkEvents } from './link-events.ts'
import { checkMessageFlows } from './message-flows.ts'
import { checkMultiInstances } from './multi-instances.ts'
import { checkNotExecuted } from './not-executed.ts'
import { checkParserWarnings } from './parser-warnings.ts'
import { checkParticipants } from './participants.ts'
import { checkReachableElements } from './reachable-elements.ts'
import { checkReadableExpressions } from './readable-expressions.ts'
import { checkReferenceTargets } from './reference-targets.ts'
import { checkIds, checkVariableNames } from './safe-names.ts'
import { checkScripts } from './scripts.ts'
import { checkEndlessLoops } from './soundness/endless-loops.ts'
import { checkParallelJoins } from './soundness/parallel-joins.ts'
import { checkWaysToEnd } from './soundness/ways-to-end.ts'
import { checkStandardLoops } from './standard-loops.ts'
import { checkStartNames } from './start-names.ts'
import { checkSupportedElements } from './supported-elements.ts'
import { checkTimerLiterals, checkTimersSayOneTime } from './timers.ts'
import { checkUserTasks } from './user-tasks.ts'
import { checkWaysToStart } from './ways-to-start.ts'
import { checkWorkOfTasks } from './work-of-tasks.ts'

/** Every check of a single file; those that need the rest of the bundle are in `check-against-bundle.ts`. */
export const ALL_CHECKS: readonly Check[] = [
  checkParserWarnings,
  checkIds,
  checkVariableNames,
  checkExecutableProcess,
  checkNotExecuted,
  checkSupportedElements,
  checkReferenceTargets,
  checkFlowEnds,
  checkEventPositions,
  checkEventConnections,
  checkEventReferences,
  checkEscalationsAndConditions,
  checkErrorsCaughtOnce,
  checkLinkEvents,
  checkCancelEvents,
  checkCancelBoundaries,
  checkCompensationBoundaries,
  checkCompensationHandlers,
  checkCompensationThrows,
  checkCompensationSubProcesses,
  checkStartNames,
  checkCorrelations,
  checkEventSubProcesses,
  checkEventBasedGateways,
  checkGatewayWaysOut,
  checkGatewayDirections,
  checkFlowConditions,
  checkDefaultHolders,
  checkActivityQuantities,
  checkAttributeValues,
  checkStandardLoops,
  checkAdHocSubProcesses,
  checkInstantiatingElements,
  checkDataAssociations,
  checkDataReferences,
  checkLanes,
  checkParticipants,
  checkMessageFlows,
  checkWaysToStart,
  checkReachableElements,
  checkParallelJoins,
  checkEndlessLoops,
  checkWaysToEnd,
  checkReadableExpressions,
  checkTimersSayOneTime,
  checkTimerLiterals,
  checkUserTasks,
  checkWorkOfTasks,
  checkScripts,
  checkCallActivities,
  checkMultiInstances,
  checkCamundaExtensions,
]
