/** A task as its page needs it: what it asks, who has it, and the case beside it. */
import type { Told } from '../../../../engine/engine.ts'
import { NotFound } from '../../../../engine/model/errors.ts'
import type { TaskDetails } from '../../../../engine/model/views.ts'
import { groupMatches } from '../../../../engine/model/candidate-groups.ts'
import { maySeeInstancesOf } from '../../../../api/policies/instances.ts'
import { absentBehind, concernsTask, inPlaceOf, type Absent } from '../../../../api/policies/substitutes.ts'
import { mayManageTasks, maySeeTask } from '../../../../api/policies/tasks.ts'
import type { ProcessDocument } from '../../../../api/process-documents/process-document.ts'
import type { FormFile } from '../../../check/form-file.ts'
import { caseBrief, type CaseBrief } from '../../cases/case-brief.ts'
import { documentsOfToday } from '../../documents/load-documents.ts'
import { formOfData } from '../../form/form-of-data.ts'
import { dueWords, type Due } from '../../shared/due.ts'
import { invitedNames } from '../../shared/invited-names.ts'
import { codeLabel, elementName, roleName } from '../../shared/names.ts'
import { isObject } from '../../../../engine/model/json.ts'
import type { PageCall } from '../../shared/page.ts'
import { TASK_TEXTS } from './task-texts.ts'

export interface TaskRoom {
  readonly task: TaskDetails
  readonly name: string
  readonly instruction: string
  /** The institution's own procedures and instructions for the process, valid today. */
  readonly documents: readonly ProcessDocument[]
  readonly form: FormFile | null
  /** Of the chosen service, for `requestData`. */
  readonly requestForm: FormFile | null
  readonly standing: 'mine' | 'free' | 'others' | 'closed'
  readonly due: Due
  /** Name of who holds it, or did it. */
  readonly holder: string
  /** Name of who was away, where somebody did it in their place; '' elsewhere. */
  readonly doneFor: string
  /** Names of the people and roles that may take it. */
  readonly invited: readonly string[]
  /** Name of who delegated it to its holder; '' where nobody has. */
  readonly delegatedBy: string
  /** People who are away and on whose behalf the reader may take it. */
  readonly away: readonly Absent[]
  /** On whose behalf the reader has taken it. */
  readonly actingFor: Absent | null
  readonly whyMine: string
  readonly brief: CaseBrief
  readonly mayOpenCase: boolean
}

/** @throws {NotFound} in the same words, for what is not there and what the reader may not know of */
export async function loadTask(call: PageCall): Promise<TaskRoom> {
  const { ports, institutionId, language, caller, params } = call
  const taskId = params['taskId'] ?? ''
  const task = await ports.engine.getTask({ institutionId, taskId })
  if (!maySeeTask(caller, task)) throw new NotFound('task', taskId)
  const outline = await ports.names.outline(institutionId, task.definitionId)
  const element = outline.elements.find(({ id }) => id === task.elementId)
  const holder = task.state === 'open' ? task.assignee : task.completedBy
  const now = ports.clock.now()
  const { variables } = task
  const context = isObject(variables['context']) ? variables['context'] : {}
  return {
    task,
    name: elementName(task, language, task.elementId),
    instruction: (language === 'en' ? element?.instructionEn : null) ?? element?.instruction ?? task.instruction ?? '',
    documents: await documentsOfToday(call, task.processKey),
    form: task.form as FormFile | null,
    requestForm: formOfData('service/request', context['requiredData'] ?? null, (list, code, inLanguage) =>
      codeLabel(ports.data, list, code, inLanguage),
    ),
    standing:
      task.state !== 'open'
        ? 'closed'
        : task.assignee === null
          ? 'free'
          : task.assignee === caller.id
            ? 'mine'
            : 'others',
    due: dueWords(task.dueAt, now, await ports.workingTime.leftAt(institutionId, now), language),
    holder: holder === null ? '' : await ports.names.person(institutionId, holder, language),
    doneFor: task.completedFor === null ? '' : await ports.names.person(institutionId, task.completedFor, language),
    invited: await invitedNames(call, task),
    delegatedBy:
      task.delegationState === 'pending' && task.owner !== null
        ? await ports.names.person(institutionId, task.owner, language)
        : '',
    away: task.assignee === caller.id || isOwn(caller, task) ? [] : absentBehind(caller, task),
    actingFor: await actingFor(call, task),
    whyMine: whyMine(call, task),
    brief: await caseBrief(call, { ...task, about: task }),
    mayOpenCase: maySeeInstancesOf(caller, task.processKey) || isTheirs(caller, task),
  }
}

/** Who has a task of a case, or could take it, may know of the case. */
function isTheirs(
  { id, groups }: PageCall['caller'],
  { assignee, candidateUsers, candidateGroups }: TaskDetails,
): boolean {
  return assignee === id || candidateUsers.includes(id) || candidateGroups.some((group) => groupMatches(group, groups))
}

/** Theirs to take in their own name. */
function isOwn({ id, groups }: PageCall['caller'], task: TaskDetails): boolean {
  if (task.assignee !== null) return task.assignee === id
  return task.candidateUsers.includes(id) || task.candidateGroups.some((candidate) => groupMatches(candidate, groups))
}

/** As the reader said when they took it; history knows. */
async function actingFor({ ports, institutionId, caller }: PageCall, task: TaskDetails): Promise<Absent | null> {
  if (task.assignee !== caller.id || caller.substitutes.length === 0) return null
  const { processInstanceId } = task
  const { items } = await ports.engine.listHistory({
    institutionId,
    processInstanceId,
    type: 'task-claimed',
    limit: 200,
  })
  const last = items.findLast(({ data, by }) => data['taskId'] === task.id && by === caller.id)
  return absentBehind(caller, task).find(({ login }) => login === last?.data['onBehalfOf']) ?? null
}

function whyMine({ ports, caller, language }: PageCall, task: TaskDetails): string {
  const texts = TASK_TEXTS[language]
  if (task.state === 'open' && task.assignee === caller.id) return texts.whyAssigned
  if (task.completedBy === caller.id) return texts.whyDone
  const group = task.candidateGroups.find((one) => groupMatches(one, caller.groups))
  if (group !== undefined) return texts.whyGroup(roleName(ports.data, group, language))
  const away = caller.substitutes.find((absent) => concernsTask(absent, task))
  if (away) return texts.whyAway(away.name)
  return mayManageTasks(caller) ? texts.whyManage : texts.whyAssigned
}

/** Goes into every command about the task: in the place of whom the reader acts, where they do. */
export function toldIn({ told, caller }: PageCall, { task, actingFor: absent }: TaskRoom): Told {
  return absent === null ? told : inPlaceOf(told, caller, absent.login, task)
}
