/** BPMN's own words for who does a task: `potentialOwner`, `humanPerformer`, `performer`, `resourceRole`. */
import type { ResourceRole, Value } from '../../model/process-definition.ts'
import { peopleOfText } from '../../model/people-of-text.ts'
import type { DiagramNode } from '../diagram/diagram.ts'
import { bodyOf, elementOf, elementsOf, idOf, textOf, type ModdleElement } from '../xml/moddle-element.ts'
import type { Compilation } from './compilation.ts'

/** The roles of a user task that name somebody, in document order (BPMN 2.0.2 §10.3.1, §10.3.4.1). */
export function compileResourceRoles(node: DiagramNode, compilation: Compilation): readonly ResourceRole[] {
  return elementsOf(node.element, 'resources')
    .map((element): ResourceRole => {
      const isPerformer = element.$type === 'bpmn:HumanPerformer' || element.$type === 'bpmn:Performer'
      const text = assignmentOf(element)
      const people = text === null ? ofResource(element, node, compilation) : ofText(text, node, compilation)
      return { role: isPerformer ? 'performer' : 'candidate', ...people }
    })
    .filter(({ users, groups, expression }) => users.length > 0 || groups.length > 0 || expression !== null)
}

function assignmentOf(role: ModdleElement): string | null {
  const assignment = elementOf(role, 'resourceAssignmentExpression')
  return assignment === null ? null : bodyOf(assignment, 'expression')
}

type People = Omit<ResourceRole, 'role'>

/** One expression gives what it gives; in a text each name may be computed, and what it gives stays a name. */
function ofText(text: string, node: DiagramNode, { read }: Compilation): People {
  if (text.startsWith('=') || /^[$#]\{[^{}]*\}$/.test(text))
    return { users: [], groups: [], expression: read.expression(text, node.id) }
  const { users, groups } = peopleOfText(text)
  const values = (names: readonly string[]): Value[] => names.flatMap((name) => read.value(name, node.id) ?? [])
  return { users: values(users), groups: values(groups), expression: null }
}

const USER_PARAMETERS = ['user', 'users', 'assignee']
const GROUP_PARAMETERS = ['group', 'groups']

/** Parameters of a resource name people; a resource without such parameters is a group of its name. */
function ofResource(element: ModdleElement, node: DiagramNode, { read }: Compilation): People {
  const users: Value[] = []
  const groups: Value[] = []
  for (const binding of elementsOf(element, 'resourceParameterBindings')) {
    const name = (textOf(elementOf(binding, 'parameterRef'), 'name') ?? '').toLowerCase()
    const names = USER_PARAMETERS.includes(name) ? users : GROUP_PARAMETERS.includes(name) ? groups : null
    const expression = names === null ? null : read.expression(bodyOf(binding, 'expression'), node.id)
    if (expression !== null) names?.push({ expression })
  }
  const resource = elementOf(element, 'resourceRef')
  const group = textOf(resource, 'name') ?? idOf(resource)
  if (users.length + groups.length === 0 && group !== null) groups.push({ literal: group })
  return { users, groups, expression: null }
}
