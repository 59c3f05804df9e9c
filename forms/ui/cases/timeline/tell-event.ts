/** A line of history as people read it: a sentence, who did it, where, and what there is to open. */
import { NotFound } from '../../../../engine/model/errors.ts'
import { isObject, type Json, type Variables } from '../../../../engine/model/json.ts'
import type { RecordView } from '../../../../engine/records/record-unit.ts'
import type { TimelineEventView } from '../../../../engine/model/views.ts'
import { mayReadRegister } from '../../../../api/policies/records.ts'
import type { FormFile } from '../../../check/form-file.ts'
import { presentDecision } from '../../../../api/present/decision.ts'
import { whyDecided, type WhyDecided } from '../case-brief.ts'
import { fieldsOf, type FieldShape } from '../../controls/field-shape.ts'
import { isNothing } from '../../controls/value-view.tsx'
import type { ReferenceChoices } from '../../controls/control.ts'
import { referenceChoices } from '../../form-pages/reference-choices.ts'
import { moment } from '../../shared/format.ts'
import { invitedNames } from '../../shared/invited-names.ts'
import { codeLabel, elementName, roleName } from '../../shared/names.ts'
import type { PageCall } from '../../shared/page.ts'
import { statusLabel } from '../status-label.ts'
import { traceReading } from '../case/trace-reading.ts'
import type { CaseRoom } from '../case/load-case.ts'
import { TIMELINE_TEXTS } from './timeline-texts.ts'

/** What was entered in a form: its fields with their values. */
export interface Entered {
  readonly fields: readonly FieldShape[]
  readonly values: Variables
  readonly choices: ReferenceChoices
}

export interface ToldEvent {
  readonly key: string
  readonly at: string
  readonly type: string
  readonly sentence: string
  /** Name of who did it; '' where it is not worth telling. */
  readonly by: string
  /** Which part or linked case; '' for the case itself. */
  readonly where: string
  /** What somebody wrote: a comment, a reason, a note. */
  readonly words: string
  readonly why: WhyDecided | null
  readonly notification: { readonly text: string; readonly status: string } | null
  readonly entered: Entered | null
}

/** Tells a page of a timeline. */
export async function tellEvents(
  call: PageCall,
  room: CaseRoom,
  events: readonly TimelineEventView[],
): Promise<readonly ToldEvent[]> {
  const told: ToldEvent[] = []
  const notifications = events.filter(({ type }) => type === 'notification-queued')
  await traceReading(
    call,
    notifications.map(({ data }) => String(data['notificationId'])),
  )
  // One after the other: names and outlines are kept, so that only the first of a kind is looked up.
  for (const event of events) told.push(await tell(call, room, event))
  return told
}

async function tell(call: PageCall, room: CaseRoom, event: TimelineEventView): Promise<ToldEvent> {
  const { language, ports, institutionId } = call
  const { type, data } = event
  const texts = TIMELINE_TEXTS[language]
  const word = (name: string): string => {
    const value = data[name]
    return typeof value === 'string' ? value : ''
  }
  const person = (id: string) => ports.names.person(institutionId, id, language)
  const doer = async (name: string, absent: string) =>
    absent === '' ? name : texts.inPlaceOf(name, await person(absent))
  const process = await ports.names.process(institutionId, event.processKey, language)
  const notification =
    type === 'notification-queued' ? await recordOf(call, 'notification', word('notificationId')) : null
  const decision = type === 'decision-evaluated' ? presentDecision(event) : null
  const task = type === 'task-opened' || type === 'task-commented' ? await taskOf(call, taskIdOf(event)) : null
  const invited = task === null ? [] : await invitedNames(call, task)
  const to = word('to') || word('assignee') || word('decidedBy')
  const group = word('group') || word('toGroup')
  const sentence = texts.plain[type] ?? texts.technical[type]
  const by = event.by ?? word('by')
  return {
    key: `${event.processInstanceId} ${event.sequence}`,
    at: event.at,
    type,
    sentence: sentence
      ? sentence({
          step: await stepName(call, event),
          to:
            type === 'task-opened'
              ? invited.join(', ')
              : to === ''
                ? group === ''
                  ? ''
                  : roleName(ports.data, group, language)
                : await nameOf(call, to),
          at: momentOf(data, language),
          what: labelOf(call, event, process, decision?.name[language] ?? ''),
          text: notification
            ? String(notification.data['subject'] ?? '')
            : type === 'instance-ended'
              ? await endOf(call, event)
              : word('message') || warningOf(data['warnings']),
          count: Number(data['openPauses'] ?? data['minutes'] ?? 0),
        })
      : texts.other(type),
    by: by === '' || by === 'system' ? '' : await doer(await person(by), word('onBehalfOf')),
    where: whereOf(call, room, event, process),
    words:
      type === 'task-commented'
        ? (task?.comments.find(({ id }) => id === word('commentId'))?.text ?? '')
        : word('note') || word('justification') || (type === 'message-received' ? writtenIn(event.entered) : ''),
    why: decision ? whyDecided(event, language) : null,
    notification: notification && {
      text: String(notification.data['body'] ?? ''),
      status: codeLabel(ports.data, 'notificationStatus', notification.status ?? '', language),
    },
    entered:
      event.type !== 'task-completed' || event.entered === null
        ? null
        : await enteredOf(call, taskIdOf(event), event.entered),
  }
}

async function stepName({ ports, institutionId, language }: PageCall, event: TimelineEventView): Promise<string> {
  if (event.elementId === null) return ''
  const { elements } = await ports.names.outline(institutionId, event.definitionId)
  const element = elements.find(({ id }) => id === event.elementId)
  return element ? elementName(element, language, event.elementId) : event.elementId
}

/** Who a task goes to: a person's login, or a group. */
async function nameOf({ ports, institutionId, language }: PageCall, id: string): Promise<string> {
  const role = roleName(ports.data, id, language)
  return role === id ? ports.names.person(institutionId, id, language) : role
}

function momentOf(data: TimelineEventView['data'], language: PageCall['language']): string {
  const after = data['after']
  const renewed = isObject(after) ? after['resolve'] : null
  const at = [data['dueAt'], data['followUpAt'], renewed, data['to']].find(
    (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value),
  )
  return typeof at === 'string' ? moment(at, language) : ''
}

function labelOf({ ports, language }: PageCall, event: TimelineEventView, process: string, decision: string): string {
  const { type, data } = event
  const code = (list: string, name: string): string => codeLabel(ports.data, list, String(data[name] ?? ''), language)
  if (type === 'decision-evaluated') return decision
  if (type === 'notification-queued') return code('notifyChannel', 'channel')
  if (type === 'task-escalated') return code('escalationReason', 'reason')
  if (type === 'escalation-decided') return code('escalationDecision', 'decision')
  return process
}

/** How a process ended: the state of its main record that its end stands for, or that it was stopped, and why. */
async function endOf({ ports, institutionId, language }: PageCall, event: TimelineEventView): Promise<string> {
  const { status, endState } = event.data
  if (status === 'cancelled') {
    const { processInstanceId } = event
    const { items } = await ports.engine.listHistory({ institutionId, processInstanceId, type: 'element-cancelled' })
    const reason = items.findLast(({ data }) => typeof data['reason'] === 'string')?.data['reason']
    return TIMELINE_TEXTS[language].cancelled(typeof reason === 'string' ? reason : '')
  }
  if (typeof endState !== 'string') return ''
  // A code that is no status of its record is a name for programs alone.
  const label = statusLabel(ports.data, event.processKey, endState, language)
  return label === endState ? '' : label
}

/** What people wrote in a message: diagrams give it names of their own, and codes and ids have no spaces. */
function writtenIn(brought: Variables | null): string {
  const texts = Object.values(brought ?? {}).filter((value) => typeof value === 'string' && /\S\s+\S/.test(value))
  return texts.join('\n')
}

function warningOf(warnings: Json | undefined): string {
  return Array.isArray(warnings) ? warnings.map(String).join('; ') : ''
}

function whereOf(
  { language }: PageCall,
  { root, linked }: CaseRoom,
  event: TimelineEventView,
  process: string,
): string {
  const texts = TIMELINE_TEXTS[language]
  if (event.processInstanceId === root.id) return ''
  if (event.rootInstanceId === root.id) return texts.inPart(process)
  const other = linked.find(({ instance }) => instance.id === event.rootInstanceId)
  return texts.inCase([other?.process ?? process, other?.number ?? ''].filter((part) => part !== '').join(' '))
}

/** The core names a task within its instance, commands name it within all. */
function taskIdOf({ processInstanceId, data }: TimelineEventView): string {
  const { taskId } = data
  if (typeof taskId !== 'string') return ''
  return taskId.startsWith(`${processInstanceId}.`) ? taskId : `${processInstanceId}.${taskId}`
}

async function taskOf({ ports, institutionId }: PageCall, taskId: string) {
  if (taskId === '') return null
  try {
    return await ports.engine.getTask({ institutionId, taskId })
  } catch (error) {
    if (error instanceof NotFound) return null
    throw error
  }
}

/** @returns null where there is none, or the reader may not read its register */
async function recordOf(
  { ports, caller, institutionId }: PageCall,
  name: string,
  id: string,
): Promise<RecordView | null> {
  const register = ports.data.registers.find((one) => one.register === name)
  if (id === '' || !register || !mayReadRegister(caller, register)) return null
  try {
    return await ports.engine.getRecord({ institutionId, register: name, id })
  } catch (error) {
    if (error instanceof NotFound) return null
    throw error
  }
}

async function enteredOf(call: PageCall, taskId: string, values: Variables): Promise<Entered | null> {
  const form = ((await taskOf(call, taskId))?.form ?? null) as FormFile | null
  if (form === null) return null
  const view = { form, language: call.language }
  const fields = fieldsOf(view, values).filter(({ name }) => !isNothing(values[name]))
  return fields.length === 0 ? null : { fields, values, choices: await referenceChoices(call, [view], values, null) }
}
