import { type EntityManager, type FindOptionsWhere, In, IsNull, LessThan, MoreThan } from 'typeorm'
import type { ProcessInstanceView } from '../../model/views.ts'
import { type ProcessInstanceRow, processInstanceTable } from '../tables/process-instance.ts'

/** Everything of an instance but its state and result, which are large and no list shows. */
export type InstanceFacts = Omit<ProcessInstanceRow, 'state' | 'result'>

/** The columns of {@link InstanceFacts}. */
export const INSTANCE_FACTS = {
  id: true,
  institutionId: true,
  holderId: true,
  processKey: true,
  definitionId: true,
  definitionVersion: true,
  businessKey: true,
  status: true,
  stateFormat: true,
  version: true,
  historyCount: true,
  startedAt: true,
  startedBy: true,
  endedAt: true,
  endState: true,
  errorCode: true,
  errorMessage: true,
  parentInstanceId: true,
  parentCallId: true,
  rootInstanceId: true,
} as const satisfies Record<keyof InstanceFacts, true>

/** Instances started by one call that have not ended: one at most. */
export function runningCalled(
  manager: EntityManager,
  parentInstanceId: string,
  parentCallId: string,
): Promise<InstanceFacts[]> {
  const where = { parentInstanceId, parentCallId, endedAt: IsNull() }
  return manager.find(processInstanceTable, { select: INSTANCE_FACTS, where })
}

/** Running instances of a case, or the one named. */
export function runningOfCase(
  manager: EntityManager,
  institutionId: string,
  which: { readonly businessKey: string } | { readonly processInstanceId: string },
): Promise<InstanceFacts[]> {
  const one = 'businessKey' in which ? { businessKey: which.businessKey } : { id: which.processInstanceId }
  return manager.find(processInstanceTable, {
    select: INSTANCE_FACTS,
    where: { institutionId, endedAt: IsNull(), ...one },
  })
}

/**
 * The running ones among the next instances of an institution, in order of id. Ended ones count for the page, so that its
 * work stays the same however many there are.
 *
 * @returns `last`: where the next page goes on; null when there is none
 */
export async function runningInPage(
  manager: EntityManager,
  institutionId: string,
  after: string,
  size: number,
): Promise<{
  readonly running: readonly { readonly id: string; readonly rootInstanceId: string }[]
  readonly last: string | null
}> {
  const page = await manager.find(processInstanceTable, {
    select: { id: true, status: true },
    where: { institutionId, id: MoreThan(after) },
    order: { id: 'ASC' },
    take: size,
  })
  const ids = page.filter(({ status }) => status === 'active' || status === 'suspended').map(({ id }) => id)
  const select = { id: true, rootInstanceId: true } as const
  const running = ids.length === 0 ? [] : await manager.find(processInstanceTable, { select, where: { id: In(ids) } })
  return { running, last: page.length < size ? null : (page.at(-1)?.id ?? null) }
}

/**
 * Definitions on which cases of an institution still run. It leaps from one to the next in the index: its work grows with
 * the number of definitions, not of cases.
 */
export async function runningDefinitionIds(manager: EntityManager, institutionId: string): Promise<string[]> {
  const found: string[] = []
  for (let last = ''; ;) {
    const next = await manager.findOne(processInstanceTable, {
      select: { definitionId: true },
      where: { institutionId, endedAt: IsNull(), definitionId: MoreThan(last) },
      order: { definitionId: 'ASC' },
    })
    if (!next) return found
    last = next.definitionId
    found.push(last)
  }
}

/** Which instances are asked for. */
export interface InstanceFilter {
  readonly institutionId: string
  readonly processKey?: string
  readonly businessKey?: string
  readonly definitionId?: string
  readonly state?: readonly ProcessInstanceView['state'][]
  /** Only older ones than this id. */
  readonly before?: string
}

/** Newest first. */
export function selectInstances(
  manager: EntityManager,
  filter: InstanceFilter,
  take: number,
): Promise<InstanceFacts[]> {
  const { institutionId, processKey, businessKey, definitionId, state, before } = filter
  const where: FindOptionsWhere<ProcessInstanceRow> = {
    institutionId,
    ...(processKey === undefined ? {} : { processKey }),
    ...(businessKey === undefined ? {} : { businessKey }),
    ...(definitionId === undefined ? {} : { definitionId }),
    ...(state === undefined ? {} : { status: In([...state]) }),
    ...(before === undefined ? {} : { id: LessThan(before) }),
  }
  return manager.find(processInstanceTable, { select: INSTANCE_FACTS, where, order: { id: 'DESC' }, take })
}

/** Ids of the instances that one called itself, oldest first. */
export async function calledIds(manager: EntityManager, parentInstanceId: string): Promise<string[]> {
  const rows = await manager.find(processInstanceTable, {
    select: { id: true },
    where: { parentInstanceId },
    order: { id: 'ASC' },
  })
  return rows.map(({ id }) => id)
}

/**
 * How many callers stand above an instance; counts no further than `most`, which bounds the walk.
 *
 * @returns 0 for an instance that nobody called
 */
export async function callersAbove(manager: EntityManager, instance: InstanceFacts, most: number): Promise<number> {
  let above = 0
  for (let caller = instance.parentInstanceId; caller !== null && above < most; above++) {
    const row = await manager.findOne(processInstanceTable, {
      select: { parentInstanceId: true },
      where: { id: caller },
    })
    caller = row?.parentInstanceId ?? null
  }
  return above
}
