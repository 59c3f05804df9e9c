/** A case that has just begun, as its receipt tells of it. */
import { NotFound } from '../../../engine/model/errors.ts'
import type { Instant } from '../../../engine/model/json.ts'
import { isObject, type Json } from '../../../engine/model/json.ts'
import type { TaskView } from '../../../engine/model/views.ts'
import { describeCase } from '../../../processes/describe-case.ts'
import { maySeeInstancesOf } from '../../../api/policies/instances.ts'
import { maySeeTask } from '../../../api/policies/tasks.ts'
import { caseBrief, type CaseBrief } from '../cases/case-brief.ts'
import { dueWords, type Due } from '../shared/due.ts'
import { invitedNames } from '../shared/invited-names.ts'
import { elementName } from '../shared/names.ts'
import type { PageCall } from '../shared/page.ts'
import { visibleCase } from '../shared/visible-case.ts'
import { START_TEXTS } from './start-texts.ts'

export interface NextStep {
  readonly id: string
  readonly text: string
  readonly at: Instant | null
  readonly due: Due
}

export interface Receipt {
  readonly brief: CaseBrief
  readonly processKey: string
  readonly startedAt: Instant
  readonly startedBy: string
  readonly isEnded: boolean
  readonly steps: readonly NextStep[]
  /** How long the service takes, in words; empty where nothing is said. */
  readonly serviceTerm: string
  /** The first task that the reader can do; null where there is none. */
  readonly mine: { readonly id: string; readonly name: string; readonly isHeld: boolean } | null
  readonly mayOpenCase: boolean
}

const MOST_STEPS = 10

export async function loadReceipt(call: PageCall, processInstanceId: string): Promise<Receipt> {
  const { ports, institutionId, language, caller } = call
  const instance = await visibleCase(call, processInstanceId)
  const { variables, rootInstanceId } = instance
  const about = describeCase({ variables } as Parameters<typeof describeCase>[0])
  const { items } = await ports.engine.listTasks({ institutionId, state: 'open', rootInstanceId, limit: MOST_STEPS })
  const now = ports.clock.now()
  const left = await ports.workingTime.leftAt(institutionId, now)
  const mine = items.find((task) => maySeeTask(caller, task) && (task.assignee === null || task.assignee === caller.id))
  return {
    brief: await caseBrief(call, { processInstanceId, rootInstanceId, variables, about }),
    processKey: instance.processKey,
    startedAt: instance.startedAt,
    startedBy: instance.startedBy === null ? '' : await ports.names.person(institutionId, instance.startedBy, language),
    isEnded: instance.endedAt !== null,
    steps: await Promise.all(
      items.map(async (task) => ({
        id: task.id,
        text: await stepText(call, task),
        at: task.dueAt,
        due: dueWords(task.dueAt, now, left, language),
      })),
    ),
    serviceTerm: await serviceTerm(call, variables['serviceId'] ?? null),
    mine: mine
      ? { id: mine.id, name: elementName(mine, language, mine.elementId), isHeld: mine.assignee === caller.id }
      : null,
    mayOpenCase: maySeeInstancesOf(caller, instance.processKey),
  }
}

async function stepText(call: PageCall, task: TaskView): Promise<string> {
  const { language } = call
  const texts = START_TEXTS[language]
  return texts.nextTask(elementName(task, language, task.elementId), await whoDoes(call, task))
}

async function whoDoes(call: PageCall, task: TaskView): Promise<string> {
  const { ports, institutionId, language } = call
  if (task.assignee !== null) return ports.names.person(institutionId, task.assignee, language)
  const invited = (await invitedNames(call, task)).join(', ')
  return task.candidateUsers.length > 0 ? invited : START_TEXTS[language].nextGroup(invited)
}

/** @returns e.g. `3 darba dienas`; empty where the service says nothing */
async function serviceTerm({ ports, institutionId, language }: PageCall, serviceId: Json): Promise<string> {
  if (typeof serviceId !== 'string' || serviceId === '') return ''
  try {
    const { data } = await ports.engine.getRecord({ institutionId, register: 'service', id: serviceId })
    return termWords(data['executionTerm'] ?? null, language)
  } catch (error) {
    if (error instanceof NotFound) return ''
    throw error
  }
}

/** @param term `{ value, unit }` of a service */
export function termWords(term: Json, language: PageCall['language']): string {
  if (!isObject(term) || typeof term['value'] !== 'number' || typeof term['unit'] !== 'string') return ''
  const { termUnits } = START_TEXTS[language]
  return `${term['value']} ${termUnits[term['unit']] ?? term['unit']}`
}
