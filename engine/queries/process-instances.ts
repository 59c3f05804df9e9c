import type { EntityManager } from 'typeorm'
import { describeTokens } from '../core/describe-tokens.ts'
import { scopeVariables } from '../core/visible-variables.ts'
import type { DefinitionCatalog } from '../definitions/definition-catalog.ts'
import type { ProcessInstanceQuery } from '../engine.ts'
import { NotFound } from '../model/errors.ts'
import type { Page, ProcessInstanceDetails, ProcessInstanceView } from '../model/views.ts'
import { readState } from '../store/state-upgrades.ts'
import { calledIds, selectInstances } from '../store/look-ups/instances.ts'
import { processInstanceTable } from '../store/tables/process-instance.ts'
import { subscriptionTable } from '../store/tables/subscription.ts'
import { timerTable } from '../store/tables/timer.ts'
import { instanceView } from '../store/to-views.ts'
import { lookBy } from '../store/session.ts'
import { pageOf, pageSize, readCursor } from './page.ts'

/** Cases of an institution, newest first. */
export async function listProcessInstances(
  manager: EntityManager,
  query: ProcessInstanceQuery,
): Promise<Page<ProcessInstanceView>> {
  const { after, limit: asked, ...filter } = query
  const limit = pageSize(asked)
  const cursor = readCursor(after, 1)
  const rows = await selectInstances(manager, cursor ? { ...filter, before: String(cursor[0]) } : filter, limit + 1)
  return pageOf(
    rows,
    limit,
    (shown) => shown.map(instanceView),
    (row) => [row.id],
  )
}

/** One case with its tokens, variables, called cases and what it waits for. @throws NotFound */
export async function getProcessInstance(
  manager: EntityManager,
  definitions: DefinitionCatalog,
  { institutionId, processInstanceId }: { institutionId: string; processInstanceId: string },
): Promise<ProcessInstanceDetails> {
  const row = await manager.findOneBy(processInstanceTable, { id: processInstanceId, institutionId })
  if (!row) throw new NotFound('process instance', processInstanceId)
  const state = readState(row.state, row.id)
  const { definition } = await definitions.get(lookBy(manager), row.definitionId)
  const timers = await manager.find(timerTable, { where: { processInstanceId: row.id }, order: { dueAt: 'ASC' } })
  const subscriptions = await manager.find(subscriptionTable, {
    where: { processInstanceId: row.id },
    order: { id: 'ASC' },
  })
  return {
    ...instanceView(row),
    tokens: describeTokens(definition, state),
    variables: row.result === null ? scopeVariables(state) : JSON.parse(row.result),
    calledInstances: await calledIds(manager, row.id),
    waitingFor: [
      ...timers.map(({ elementId, dueAt }) => ({
        elementId,
        type: 'timer' as const,
        name: null,
        correlationKey: null,
        dueAt,
      })),
      ...subscriptions.map(({ elementId, type, name, correlationKey }) => ({
        elementId,
        type,
        name,
        correlationKey,
        dueAt: null,
      })),
    ],
  }
}
