import { scopeVariables } from '../core/visible-variables.ts'
import type { HistoryNote } from '../model/effect.ts'
import type { RecordChange } from '../ports.ts'
import { caseLookUp } from './call-host.ts'
import { caseEnvironment, caseFacts } from './case-environment.ts'
import type { EngineParts } from './engine-parts.ts'
import { withinLimits } from './handler-limits.ts'
import { noting } from './noted-decisions.ts'
import { openInstance } from './open-instance.ts'
import { stepInstance } from './step-instance.ts'
import { tellOthers } from './tell-others.ts'
import type { Unit } from './unit.ts'

/** One case looks at a changed record: the host says what it means, timers and dates are computed again. */
export async function renewCase(
  unit: Unit,
  parts: EngineParts,
  processInstanceId: string,
  change: RecordChange,
): Promise<void> {
  const { environment: provider } = parts
  const instance = await openInstance(unit, parts, processInstanceId)
  if (instance.row.endedAt !== null || !provider.renew) return
  const variables = scopeVariables(instance.state)
  const notes: HistoryNote[] = []
  const known = await caseEnvironment(unit, parts, instance.row, instance.loaded, variables)
  const environment = noting(known, null, notes)
  const facts = caseFacts(instance.row, variables)
  const lent = { records: unit.records, cases: caseLookUp(unit, parts, processInstanceId) }
  const renewal = await withinLimits('the renewal of a case', lent, async ({ records }) =>
    provider.renew?.(facts, change, { records, environment, now: unit.now }),
  )
  if (!renewal) return
  for (const { type, data } of renewal.history ?? []) notes.push({ kind: 'history', type, elementId: null, data })
  const event = { kind: 'variables-changed', variables: renewal.variables } as const
  await tellOthers(unit, parts, await stepInstance(unit, parts, instance, event, notes), renewal)
}
