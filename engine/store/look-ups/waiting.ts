/** How many cases run and where they stand, counted over running cases only: ended ones cost nothing. */
import type { EntityManager, SelectQueryBuilder } from 'typeorm'
import type { Instant } from '../../model/json.ts'
import type { RunningCount, WaitingCount } from '../../model/views.ts'
import { incidentTable } from '../tables/incident.ts'
import { jobTable } from '../tables/job.ts'
import { processDefinitionTable } from '../tables/process-definition.ts'
import { type ProcessInstanceRow, processInstanceTable } from '../tables/process-instance.ts'
import { subscriptionTable } from '../tables/subscription.ts'
import { taskTable } from '../tables/task.ts'
import { timerTable } from '../tables/timer.ts'

/** Running cases by definition, those of older versions included. */
export async function selectRunning(manager: EntityManager, institutionId: string): Promise<RunningCount[]> {
  const counts = await running(manager, institutionId)
    .select('instance.definitionId', 'definitionId')
    .addSelect('COUNT(*)', 'count')
    .groupBy('instance.definitionId')
    .getRawMany<{ definitionId: string; count: number | string }>()
  const keys = await keysOf(
    manager,
    counts.map(({ definitionId }) => definitionId),
  )
  return counts.map(({ definitionId, count }) => ({
    definitionId,
    processKey: keys.get(definitionId) ?? '',
    count: Number(count),
  }))
}

async function keysOf(manager: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await manager
    .createQueryBuilder(processDefinitionTable, 'definition')
    .select(['definition.id', 'definition.processKey'])
    .where('definition.id IN (:...ids)', { ids })
    .getMany()
  return new Map(rows.map(({ id, processKey }) => [id, processKey]))
}

/** Every definition of a process that the institution may have cases of. */
export async function definitionsOfKey(
  manager: EntityManager,
  institutionId: string,
  processKey: string,
): Promise<string[]> {
  const rows = await manager
    .createQueryBuilder(processDefinitionTable, 'definition')
    .select(['definition.id'])
    .where('definition.institutionId IN (:...institutions)', { institutions: ['', institutionId] })
    .andWhere('definition.processKey = :processKey', { processKey })
    .getMany()
  return rows.map(({ id }) => id)
}

type Counted = { -readonly [Field in keyof WaitingCount]: WaitingCount[Field] }
type Kind = Exclude<keyof WaitingCount, 'definitionId' | 'elementId'>

/** What running cases of some definitions wait for, by element. Each kind is one grouped reading. */
export async function selectWaiting(
  manager: EntityManager,
  institutionId: string,
  definitionIds: readonly string[],
  now: Instant,
): Promise<WaitingCount[]> {
  if (definitionIds.length === 0) return []
  const found = new Map<string, Counted>()
  for (const { table, holds, sums } of KINDS) {
    const select = running(manager, institutionId)
      .andWhere('instance.definitionId IN (:...definitionIds)', { definitionIds })
      .innerJoin(table, 'waiting', `waiting.processInstanceId = instance.id${holds}`)
      .select('instance.definitionId', 'definitionId')
      .addSelect('waiting.elementId', 'elementId')
      .groupBy('instance.definitionId')
      .addGroupBy('waiting.elementId')
      .setParameters({ now })
    for (const [kind, sum] of Object.entries(sums)) select.addSelect(sum, kind)
    type Sums = { readonly [kind in Kind]?: number | string | null }
    for (const row of await select.getRawMany<{ definitionId: string; elementId: string } & Sums>()) {
      const { definitionId, elementId } = row
      const key = JSON.stringify([definitionId, elementId])
      const counted = found.get(key) ?? { definitionId, elementId, ...NOTHING }
      for (const kind of Object.keys(sums) as Kind[]) counted[kind] = Number(row[kind] ?? 0)
      found.set(key, counted)
    }
  }
  return [...found.values()]
}

const NOTHING = { tasks: 0, lateTasks: 0, jobs: 0, failedJobs: 0, timers: 0, subscriptions: 0, incidents: 0 }

const KINDS: readonly {
  readonly table: string
  readonly holds: string
  readonly sums: { readonly [kind in Kind]?: string }
}[] = [
  {
    table: taskTable.options.name,
    holds: " AND waiting.state = 'open'",
    sums: { tasks: 'COUNT(*)', lateTasks: 'SUM(CASE WHEN waiting.dueAt < :now THEN 1 ELSE 0 END)' },
  },
  {
    table: jobTable.options.name,
    holds: " AND waiting.state IN ('open', 'failed')",
    sums: { jobs: 'COUNT(*)', failedJobs: "SUM(CASE WHEN waiting.state = 'failed' THEN 1 ELSE 0 END)" },
  },
  { table: timerTable.options.name, holds: '', sums: { timers: 'COUNT(*)' } },
  { table: subscriptionTable.options.name, holds: '', sums: { subscriptions: 'COUNT(*)' } },
  { table: incidentTable.options.name, holds: ' AND waiting.closedAt IS NULL', sums: { incidents: 'COUNT(*)' } },
]

function running(manager: EntityManager, institutionId: string): SelectQueryBuilder<ProcessInstanceRow> {
  return manager
    .createQueryBuilder(processInstanceTable, 'instance')
    .where('instance.institutionId = :institutionId AND instance.endedAt IS NULL', { institutionId })
}
