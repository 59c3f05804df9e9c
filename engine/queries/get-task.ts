import type { EntityManager } from 'typeorm'
import { variablesOfTask } from '../core/visible-variables.ts'
import type { DefinitionCatalog } from '../definitions/definition-catalog.ts'
import type { TakeBack } from '../model/effect.ts'
import { elementsNamed } from '../model/elements-named.ts'
import { NotFound } from '../model/errors.ts'
import type { Variables } from '../model/json.ts'
import type { FlowNode, ProcessDefinition } from '../model/process-definition.ts'
import type { TaskDetails, TaskView } from '../model/views.ts'
import { areLeftAlone } from '../store/look-ups/tasks.ts'
import { readState } from '../store/state-upgrades.ts'
import { processInstanceTable } from '../store/tables/process-instance.ts'
import { taskCommentTable } from '../store/tables/task-comment.ts'
import { type TaskRow, taskTable } from '../store/tables/task.ts'
import { commentView, taskViews } from '../store/to-views.ts'
import { lookBy } from '../store/session.ts'

/** A task with its pinned form, what is seen at it, its instruction and comments. @throws NotFound */
export async function getTask(
  manager: EntityManager,
  definitions: DefinitionCatalog,
  { institutionId, taskId }: { institutionId: string; taskId: string },
): Promise<TaskDetails> {
  const { row, view } = await find(manager, institutionId, taskId)
  const { definition, bundle } = await definitions.get(lookBy(manager), row.definitionId)
  const node = definition.nodes[row.elementId]
  const content = row.formKey === null ? undefined : bundle.forms.get(row.formKey)
  const comments = await manager.find(taskCommentTable, { where: { taskId }, order: { id: 'ASC' } })
  return {
    ...view,
    form: content === undefined ? null : JSON.parse(content),
    variables: await variablesAt(manager, row),
    instruction: node?.documentation ?? null,
    instructionEn: node?.properties['instructionEn'] ?? null,
    sendBackTo: row.state === 'open' ? targetsOf(definition, node) : [],
    canBeTakenBack: await isUntouched(manager, row),
    comments: comments.map(commentView),
  }
}

/** A task as it is listed. @throws NotFound */
export async function getTaskView(
  manager: EntityManager,
  { institutionId, taskId }: { institutionId: string; taskId: string },
): Promise<TaskView> {
  return (await find(manager, institutionId, taskId)).view
}

async function find(manager: EntityManager, institutionId: string, taskId: string) {
  const row = await manager.findOneBy(taskTable, { id: taskId, institutionId })
  const [view] = row ? await taskViews(manager, [row]) : []
  if (!row || !view) throw new NotFound('task', taskId)
  return { row, view }
}

function targetsOf({ nodes }: ProcessDefinition, node: FlowNode | undefined): TaskDetails['sendBackTo'] {
  return elementsNamed(node?.properties['sendBackTo']).map((elementId) => ({
    elementId,
    name: nodes[elementId]?.name ?? null,
    nameEn: nodes[elementId]?.properties['nameEn'] ?? null,
  }))
}

/** Whether everything that a completion led to stands as it left it; the command looks again. */
async function isUntouched(manager: EntityManager, { takeBack, processInstanceId }: TaskRow): Promise<boolean> {
  if (takeBack === null) return false
  const { tokens }: TakeBack = JSON.parse(takeBack)
  return areLeftAlone(
    manager,
    tokens.map(({ taskId }) => `${processInstanceId}.${taskId}`),
  )
}

/** What is seen at an open task; nothing once it is closed: its token has gone on. */
async function variablesAt(manager: EntityManager, { id, processInstanceId, state }: TaskRow): Promise<Variables> {
  if (state !== 'open') return {}
  const instance = await manager.findOneBy(processInstanceTable, { id: processInstanceId })
  if (!instance) return {}
  return variablesOfTask(readState(instance.state, processInstanceId), id.slice(processInstanceId.length + 1))
}
