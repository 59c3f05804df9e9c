/** Who a user task is for (BPMN 2.0.2 §10.3.4.1): what Camunda's attributes say, else the resource roles of the diagram. */
import { isObject, type Json, type Variables } from '../model/json.ts'
import { peopleOfText, type NamedPeople } from '../model/people-of-text.ts'
import type { ResourceRole, UserTask } from '../model/process-definition.ts'
import { ElementFailed } from './element-failed.ts'
import type { Run } from './run.ts'
import { computeExpression, computeText, computeTexts, describe } from './variables.ts'

interface People {
  readonly assignee: string | null
  readonly candidateUsers: readonly string[]
  readonly candidateGroups: readonly string[]
}

/** @throws ElementFailed where an expression names nobody in a way that can be read */
export const peopleOf = (run: Run, node: UserTask, variables: Variables): People => {
  const own: People = {
    assignee: computeText(run, node.id, node.assignee, variables),
    candidateUsers: computeTexts(run, node.id, node.candidateUsers, variables),
    candidateGroups: computeTexts(run, node.id, node.candidateGroups, variables),
  }
  const people = node.people === undefined ? own : withRoles(run, node, own, node.people, variables)
  return isForNobody(people) ? { ...people, candidateGroups: groupsOfLane(run, node, variables) } : people
}

const isForNobody = ({ assignee, candidateUsers, candidateGroups }: People): boolean =>
  assignee === null && candidateUsers.length === 0 && candidateGroups.length === 0

/** Where all that the task names turns out to be empty, e.g. who is named has no account, it would stand in nobody's queue. */
const groupsOfLane = (run: Run, node: UserTask, variables: Variables): readonly string[] => {
  const lane = node.lane === null ? undefined : run.definition.lanes[node.lane]
  return computeTexts(run, node.id, lane?.candidateGroups ?? [], variables)
}

/** A performer who is one person has the task; several, groups and potential owners may claim it. */
const withRoles = (
  run: Run,
  node: UserTask,
  own: People,
  roles: readonly ResourceRole[],
  variables: Variables,
): People => {
  let { assignee } = own
  const users = new Set<string>()
  const groups = new Set<string>()
  for (const role of roles) {
    const named = namedBy(run, node.id, role, variables)
    const [only, second] = named.users
    const isOne = only !== undefined && second === undefined && named.groups.length === 0
    if (role.role === 'performer' && isOne && assignee === null && node.assignee === null) assignee = only
    else if (role.role === 'candidate' || !isOne) {
      for (const user of named.users) users.add(user)
      for (const group of named.groups) groups.add(group)
    }
  }
  const saysWho = node.candidateUsers.length > 0 || node.candidateGroups.length > 0
  if (saysWho) return { ...own, assignee }
  return { assignee, candidateUsers: [...users], candidateGroups: [...groups] }
}

const namedBy = (run: Run, elementId: string, role: ResourceRole, variables: Variables): NamedPeople => {
  if (role.expression !== null)
    return readPeople(elementId, computeExpression(run, elementId, role.expression, variables))
  return {
    users: computeTexts(run, elementId, role.users, variables),
    groups: computeTexts(run, elementId, role.groups, variables),
  }
}

/** A text as diagrams write it, a list of such texts, or a context `{users, groups}`. */
const readPeople = (elementId: string, value: Json): NamedPeople => {
  if (value === null) return { users: [], groups: [] }
  if (isObject(value)) {
    const { users = null, user = null, groups = null, group = null } = value
    return { users: [...names(users), ...names(user)], groups: [...names(groups), ...names(group)] }
  }
  const texts = Array.isArray(value) ? (value as readonly Json[]) : [value]
  if (texts.some((text) => typeof text === 'object'))
    throw new ElementFailed(elementId, `Expected people and groups, but the resource role gave ${describe(value)}.`)
  const people = texts.map((text) => peopleOfText(String(text)))
  return { users: people.flatMap(({ users }) => users), groups: people.flatMap(({ groups }) => groups) }
}

const names = (value: Json): string[] => {
  const items: readonly Json[] = Array.isArray(value) ? value : [value]
  return items.flatMap((item) => (item === null || item === '' || typeof item === 'object' ? [] : [String(item)]))
}
