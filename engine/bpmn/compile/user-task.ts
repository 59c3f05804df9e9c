import type { Value } from '../../model/process-definition.ts'
import type { DiagramLane } from '../diagram/diagram.ts'
import { textOf } from '../xml/moddle-element.ts'
import type { Compilation, NodeCompiler } from './compilation.ts'
import { compileLaneGroups } from './lanes.ts'
import { activityBase } from './node-base.ts'
import { compileResourceRoles } from './resource-roles.ts'

export const compileUserTask: NodeCompiler = (node, compilation) => {
  const { read } = compilation
  const attribute = (name: string) => textOf(node.element, `camunda:${name}`)
  const assignee = read.value(attribute('assignee'), node.id)
  const candidateUsers = read.list(attribute('candidateUsers'), node.id)
  const ownGroups = read.list(attribute('candidateGroups'), node.id)
  const people = compileResourceRoles(node, compilation)
  const namesSomebody = assignee !== null || candidateUsers.length > 0 || ownGroups.length > 0 || people.length > 0
  return {
    ...activityBase(node, compilation),
    kind: 'user-task',
    formKey: attribute('formKey'),
    assignee,
    candidateUsers,
    candidateGroups: namesSomebody ? ownGroups : groupsOfLane(node.lane, compilation),
    ...(people.length === 0 ? {} : { people }),
    dueDate: read.value(attribute('dueDate'), node.id),
    followUpDate: read.value(attribute('followUpDate'), node.id),
    priority: read.number(attribute('priority'), node.id),
  }
}

function groupsOfLane(lane: DiagramLane | null, compilation: Compilation): readonly Value[] {
  return lane === null ? [] : compileLaneGroups(lane, compilation)
}
