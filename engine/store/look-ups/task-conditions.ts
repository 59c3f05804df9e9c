import type { TaskQuery, Viewer } from '../../engine.ts'
import type { Instant } from '../../model/json.ts'
import { type WantedCases, hasWord, wordRange } from './case-words.ts'
import { ofRoot } from './of-root.ts'

/** What must hold of the row `task`, with the values that it names. */
export interface Condition {
  readonly text: string
  readonly parameters: Readonly<Record<string, unknown>>
}

/** A question for tasks with what it takes to ask it. */
export interface AskedTasks {
  readonly query: TaskQuery
  readonly cases: WantedCases
  readonly now: Instant
}

/** The people of `visibleTo`. */
export function viewersOf({ visibleTo }: TaskQuery): readonly Viewer[] {
  if (visibleTo === undefined) return []
  return 'userId' in visibleTo ? [visibleTo] : visibleTo
}

/** Only what is due before this counts; null where it makes no difference. */
export function latestDue({ query: { dueBefore, overdue }, now }: AskedTasks): Instant | null {
  if (overdue !== true) return dueBefore ?? null
  return dueBefore !== undefined && dueBefore < now ? dueBefore : now
}

/** Everything but who may see or take them, and until when they are due. */
export function conditionsOf({ query, cases, now }: AskedTasks): Condition[] {
  const found: Condition[] = []
  const add = (text: string, parameters: Condition['parameters'] = {}): void => void found.push({ text, parameters })
  const equal = (
    property: 'assignee' | 'processInstanceId' | 'processKey' | 'elementId' | 'businessKey' | 'completedBy',
  ) => {
    const value = query[property]
    if (value !== undefined) add(`task.${property} = :${property}`, { [property]: value })
  }
  equal('assignee')
  equal('processInstanceId')
  equal('processKey')
  equal('elementId')
  equal('businessKey')
  equal('completedBy')
  if (query.rootInstanceId !== undefined)
    add(`task.processInstanceId IN (${ofRoot(':root')})`, { root: query.rootInstanceId })
  if (query.processKeys !== undefined) add(...anyOf('task.processKey', 'processKeys', query.processKeys))
  if (query.unassigned === true) add('task.assignee IS NULL')
  if (query.notHeldByOthers === true) {
    const [isTheirs, parameters] = anyOf(
      'task.assignee',
      'ownHolders',
      viewersOf(query).map(({ userId }) => userId),
    )
    add(`(task.assignee IS NULL OR ${isTheirs})`, parameters)
  }
  if (query.unassigned === false) add('task.assignee IS NOT NULL')
  if (query.overdue === false) add('(task.dueAt IS NULL OR task.dueAt >= :now)', { now })
  if (query.followUpReached === true) add('(task.followUpAt IS NULL OR task.followUpAt <= :now)', { now })
  if (query.createdAfter !== undefined) add('task.createdAt > :createdAfter', { createdAfter: query.createdAfter })
  return [...found, ...ofCase(query), ...ofText(cases)]
}

/** Who may see them and who may take them, where no queue is asked for them. */
export function candidateConditions(query: TaskQuery): Condition[] {
  const found: Condition[] = []
  if (query.candidateGroups !== undefined) found.push(isCandidate(GROUPS, query.candidateGroups, 'groups'))
  if (query.candidateUser !== undefined) found.push(isCandidate(`'user'`, [query.candidateUser], 'user'))
  if (query.visibleTo !== undefined) {
    const people = viewersOf(query)
    const any = [
      anyOf(
        'task.assignee',
        'viewers',
        people.map(({ userId }) => userId),
      ),
      condition(
        isCandidate(
          `'user'`,
          people.map(({ userId }) => userId),
          'viewingUsers',
        ),
      ),
      condition(
        isCandidate(
          GROUPS,
          people.flatMap(({ groups }) => groups),
          'viewingGroups',
        ),
      ),
    ]
    found.push({
      text: `(${any.map(([text]) => text).join(' OR ')})`,
      parameters: Object.assign({}, ...any.map(([, values]) => values)),
    })
  }
  return found
}

const GROUPS = `'group', 'anywhere'`

function isCandidate(kinds: string, values: readonly string[], parameter: string): Condition {
  const [matches, parameters] = anyOf('candidate.value', parameter, values)
  return {
    text: `EXISTS (SELECT 1 FROM task_candidate candidate WHERE candidate.task_id = task.id AND candidate.kind IN (${kinds}) AND ${matches})`,
    parameters,
  }
}

function ofCase({ categories, casePriorities, caseStatuses }: TaskQuery): Condition[] {
  const parts = [
    ...(categories === undefined ? [] : [anyOf('summary.category', 'categories', categories)]),
    ...(casePriorities === undefined ? [] : [anyOf('summary.case_priority', 'casePriorities', casePriorities)]),
    ...(caseStatuses === undefined ? [] : [anyOf('summary.case_status', 'caseStatuses', caseStatuses)]),
  ]
  if (parts.length === 0) return []
  const all = parts.map(([text]) => text).join(' AND ')
  return [
    {
      text: `EXISTS (SELECT 1 FROM case_summary summary WHERE summary.root_instance_id = task.root_instance_id AND ${all})`,
      parameters: Object.assign({}, ...parts.map(([, values]) => values)),
    },
  ]
}

function ofText(cases: WantedCases): Condition[] {
  switch (cases.kind) {
    case 'any':
      return []
    case 'these':
      if (cases.rootInstanceIds.length === 0) return [{ text: '1 = 0', parameters: {} }]
      return [
        {
          text: 'task.processInstanceId IN (SELECT id FROM process_instance WHERE root_instance_id IN (:...roots))',
          parameters: { roots: cases.rootInstanceIds },
        },
      ]
    case 'many':
      return cases.words.map((word, at) => {
        const [from, to] = wordRange(word)
        const names = { [`word${at}`]: from, [`beyond${at}`]: to }
        return { text: hasWord('task.root_instance_id', `:word${at}`, `:beyond${at}`), parameters: names }
      })
  }
}

/** As text and parameters; what may be none of nothing is never true. */
function anyOf(column: string, parameter: string, values: readonly string[]): [string, Condition['parameters']] {
  return values.length === 0
    ? ['1 = 0', {}]
    : [`${column} IN (:...${parameter})`, { [parameter]: [...new Set(values)] }]
}

const condition = ({ text, parameters }: Condition): [string, Condition['parameters']] => [text, parameters]
