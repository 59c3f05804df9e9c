import { checkCallActivities } from './call-activities.ts'
import { checkCamundaExtensions } from './camunda-extensions.ts'
import type { Check } from './check.ts'
import { checkCorrelations } from './correlations.ts'
import { checkEventBasedGateways } from './event-based-gateways.ts'
import { checkEventConnections } from './event-connections.ts'
import { checkEventPositions } from './event-positions.ts'
import { checkEventReferences } from './event-references.ts'
import { checkEventSubProcesses } from './event-sub-processes.ts'
import { checkExecutableProcess } from './executable-process.ts'
import { checkFlowConditions } from './flow-conditions.ts'
import { checkFlowEnds } from './flow-ends.ts'
import { checkGatewayWaysOut } from './gateway-ways-out.ts'
import { checkMultiInstances } from './multi-instances.ts'
import { checkNotExecuted } from './not-executed.ts'
import { checkParserWarnings } from './parser-warnings.ts'
import { checkReachableElements } from './reachable-elements.ts'
import { checkReadableExpressions } from './readable-expressions.ts'
import { checkIds, checkVariableNames } from './safe-names.ts'
import { checkScripts } from './scripts.ts'
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
  checkFlowEnds,
  checkEventPositions,
  checkEventConnections,
  checkEventReferences,
  checkStartNames,
  checkCorrelations,
  checkEventSubProcesses,
  checkEventBasedGateways,
  checkGatewayWaysOut,
  checkFlowConditions,
  checkWaysToStart,
  checkReachableElements,
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
