/** Cases as people look for them: root instances, newest first, by what they are about and by who may know of them. */
import { type EntityManager, In } from 'typeorm'
import type { CaseQuery, CaseReader } from '../../engine.ts'
import { type CaseSummaryRow, caseSummaryTable } from '../tables/case-summary.ts'
import { type ProcessInstanceRow, processInstanceTable } from '../tables/process-instance.ts'
import { casesWithWords, hasWord, wordRange } from './case-words.ts'
import { type InstanceFacts, INSTANCE_FACTS } from './instances.ts'
import { ofRoot } from './of-root.ts'

/**
 * They are walked in the order of the list, and each is tried: what is asked of most cases soon fills a page. A text with
 * a rare word begins with the cases that have it.
 *
 * @param before only older ones than this id
 */
export async function selectCases(
  manager: EntityManager,
  query: CaseQuery,
  before: string | null,
  limit: number,
): Promise<InstanceFacts[]> {
  const { institutionId, text = '', processKeys, isRunning, visibleTo } = query
  const cases = await casesWithWords(manager, institutionId, text)
  if (cases.kind === 'these' && cases.rootInstanceIds.length === 0) return []
  const found = manager
    .createQueryBuilder(processInstanceTable, 'instance')
    .select(Object.keys(INSTANCE_FACTS).map((name) => `instance.${name}`))
    .where('instance.institutionId = :institutionId AND instance.parentInstanceId IS NULL', { institutionId })
  const among = (column: string, name: string, values: readonly string[] | undefined): void => {
    if (values === undefined) return
    found.andWhere(values.length === 0 ? '1 = 0' : `${column} IN (:...${name})`, { [name]: [...values] })
  }
  among('instance.processKey', 'processKeys', processKeys)
  if (isRunning !== undefined) found.andWhere(`instance.endedAt IS ${isRunning ? '' : 'NOT '}NULL`)
  if (before !== null) found.andWhere('instance.id < :before', { before })
  if (cases.kind === 'these') among('instance.id', 'roots', cases.rootInstanceIds)
  if (cases.kind === 'many')
    cases.words.forEach((word, at) => {
      const [from, to] = wordRange(word)
      found.andWhere(hasWord('instance.id', `:word${at}`, `:beyond${at}`), { [`word${at}`]: from, [`beyond${at}`]: to })
    })
  const about = aboutOf(query)
  if (about.length > 0)
    found.andWhere(
      `EXISTS (SELECT 1 FROM case_summary summary WHERE summary.root_instance_id = instance.id AND ${about.map(({ text: condition }) => condition).join(' AND ')})`,
      Object.assign({}, ...about.map(({ parameters }) => parameters)),
    )
  if (visibleTo) found.andWhere(...knownTo(visibleTo))
  return (await found.orderBy('instance.id', 'DESC').limit(limit).getMany()) satisfies ProcessInstanceRow[]
}

/** What some cases are about, as far as they have said it. */
export async function summariesOf(
  manager: EntityManager,
  rootInstanceIds: readonly string[],
): Promise<CaseSummaryRow[]> {
  if (rootInstanceIds.length === 0) return []
  return manager.findBy(caseSummaryTable, { rootInstanceId: In([...rootInstanceIds]) })
}

function aboutOf({ categories, casePriorities, caseStatuses }: CaseQuery) {
  return [
    { column: 'category', name: 'categories', values: categories },
    { column: 'case_priority', name: 'casePriorities', values: casePriorities },
    { column: 'case_status', name: 'caseStatuses', values: caseStatuses },
  ].flatMap(({ column, name, values }) => {
    if (values === undefined) return []
    if (values.length === 0) return [{ text: '1 = 0', parameters: {} }]
    return [{ text: `summary.${column} IN (:...${name})`, parameters: { [name]: [...values] } }]
  })
}

/** Of processes that they may read, begun by them, or with a task that they have, had or could take. */
function knownTo({ userId, groups, processKeys }: CaseReader): [string, Readonly<Record<string, unknown>>] {
  const inGroups =
    groups.length === 0
      ? ''
      : ` OR (candidate.kind IN ('group', 'anywhere') AND candidate.value IN (:...readingGroups))`
  const candidate = `EXISTS (SELECT 1 FROM task_candidate candidate WHERE candidate.task_id = task.id AND ((candidate.kind = 'user' AND candidate.value = :reader)${inGroups}))`
  const task = `EXISTS (SELECT 1 FROM task WHERE task.process_instance_id IN (${ofRoot('instance.id')}) AND (task.assignee = :reader OR task.completed_by = :reader OR ${candidate}))`
  const ofProcess = processKeys.length === 0 ? '' : ' OR instance.processKey IN (:...readingProcesses)'
  return [
    `(instance.startedBy = :reader${ofProcess} OR ${task})`,
    { reader: userId, readingGroups: [...groups], readingProcesses: [...processKeys] },
  ]
}
