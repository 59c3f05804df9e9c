import { elementsNamed } from '../../model/elements-named.ts'
import type { FlowNode, UserTask, Value } from '../../model/process-definition.ts'
import { isDuration, readInstant } from '../../time/iso8601.ts'
import { nameOf, problemAt, shorten, type Check, type Finding } from './check.ts'

/** Dates, priority, four eyes, deadlines and people of user tasks. */
export const checkUserTasks: Check = (reading) =>
  reading.definitions.flatMap((definition) =>
    Object.values(definition.nodes)
      .filter((node) => node.kind === 'user-task')
      .flatMap((task) => [
        ...computedForm(task),
        ...date(task, 'dueDate', task.dueDate),
        ...date(task, 'followUpDate', task.followUpDate),
        ...priority(task),
        ...fourEyes(task, (id) => Object.hasOwn(definition.nodes, id) && definition.nodes[id]?.kind === 'user-task'),
        ...sendBackTo(task, definition.nodes),
        ...takeBack(task),
        ...deadline(task),
        ...nobody(task),
      ])
      .map((finding) => problemAt(reading, finding)),
  )

function computedForm(task: UserTask): Finding[] {
  if (task.formKey === null || !/^=|[$#]\{/.test(task.formKey)) return []
  const message = `The form of ${nameOf(task)} is computed, but forms are pinned when the diagram is deployed; name one.`
  return [{ elementId: task.id, code: 'form-computed', message }]
}

function date(task: UserTask, attribute: string, value: Value | null): Finding[] {
  if (value === null || !('literal' in value) || value.literal === null) return []
  const text = String(value.literal)
  if (isDuration(text) || readInstant(text) !== null) return []
  const remedy = 'write an ISO 8601 duration such as P5D, a date-time, or an expression'
  const message = `"${shorten(text)}" is no ${attribute} for ${nameOf(task)}; ${remedy}.`
  return [{ elementId: task.id, code: 'time-not-iso8601', message }]
}

function priority(task: UserTask): Finding[] {
  if (task.priority === null || !('literal' in task.priority) || task.priority.literal === null) return []
  const number = task.priority.literal
  if (typeof number === 'number' && number >= 0 && number <= 100) return []
  const message = `The priority of ${nameOf(task)} is "${shorten(String(number))}"; write a whole number from 0 to 100.`
  return [{ elementId: task.id, code: 'priority-invalid', message }]
}

function fourEyes(task: UserTask, isUserTask: (id: string) => boolean): Finding[] {
  return elementsNamed(task.properties['notCompletedBy'])
    .filter((id) => !isUserTask(id))
    .map((id) => {
      const message = `${nameOf(task)} must not be completed by who completed "${shorten(id)}", but that is no user task here; correct the id.`
      return { elementId: task.id, code: 'four-eyes-unknown', message }
    })
}

function sendBackTo(task: UserTask, nodes: Readonly<Record<string, FlowNode>>): Finding[] {
  const named = elementsNamed(task.properties['sendBackTo'])
  const refuse = (message: string): Finding => ({ elementId: task.id, code: 'send-back-unknown', message })
  const repeats = task.multiInstance !== null || task.standardLoop !== undefined
  if (named.length > 0 && repeats)
    return [refuse(`${nameOf(task)} runs several times, so none of its runs can be sent back; remove sendBackTo.`)]
  return named.flatMap((id) => {
    const target = Object.hasOwn(nodes, id) ? nodes[id] : undefined
    if (target?.kind !== 'user-task')
      return refuse(
        `${nameOf(task)} is to be sent back to "${shorten(id)}", but that is no user task here; correct the id.`,
      )
    if (target.scope === task.scope && id !== task.id) return []
    return refuse(
      `${nameOf(task)} is to be sent back to ${nameOf(target)}, but that is not another task of the same (sub-)process; name one beside it.`,
    )
  })
}

function takeBack(task: UserTask): Finding[] {
  const allowed = task.properties['takeBack']
  if (allowed === undefined || allowed === 'true' || allowed === 'false') return []
  const message = `The property takeBack of ${nameOf(task)} is "${shorten(allowed)}"; write true, or leave it out.`
  return [{ elementId: task.id, code: 'take-back-unknown', message }]
}

function deadline(task: UserTask): Finding[] {
  const rule = task.properties['deadline']
  if (rule === undefined || rule === 'reminder' || rule === 'none') return []
  const message = `The property deadline of ${nameOf(task)} is "${shorten(rule)}"; write reminder (no escalation at the due date) or none, or leave it out.`
  return [{ elementId: task.id, code: 'deadline-unknown', message }]
}

function nobody(task: UserTask): Finding[] {
  if (
    task.people !== undefined ||
    task.assignee !== null ||
    task.candidateUsers.length > 0 ||
    task.candidateGroups.length > 0
  )
    return []
  const message = `Nobody is named for ${nameOf(task)}; put it in a lane or set camunda:candidateGroups.`
  return [{ severity: 'warning', elementId: task.id, code: 'task-for-nobody', message }]
}
