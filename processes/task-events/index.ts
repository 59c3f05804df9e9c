/**
 * What happens around every task beyond what the diagrams draw: a reminder before the due date, an escalation at it or
 * when somebody asks for one, the cost of the work that its completion reports, and who was appointed to do it.
 */
import { type Instant, type Variables, isObject } from '../../engine/model/json.ts'
import type { TaskEventCall, TaskEventOutcome, TaskEvents } from '../../engine/ports.ts'
import { addWorkingMinutes, workingMinutesBetween } from '../../engine/time/working-calendar.ts'
import { compileCalendars, type Calendars } from '../calendars.ts'
import { number, text } from '../handlers/input.ts'
import type { ProcessData } from '../load-process-data.ts'
import { readSla } from '../sla.ts'
import { inviteManagers } from './invite-managers.ts'
import { raiseEscalation } from './raise-escalation.ts'
import { recordWork, reportedMinutes } from './record-work.ts'
import { remindOfTask } from './remind-of-task.ts'
import { withdrawEscalation } from './withdraw-escalation.ts'

/** Work groups whose record names no role do the work of executors, as the diagrams' `"EXE@" + groupId` says. */
const ROLE_OF_A_WORK_GROUP = 'EXE'

/** Texts, calendars and code lists that events of tasks need. */
export type TaskEventsData = Pick<ProcessData, 'templates' | 'calendars' | 'codes'>

/**
 * What service management does around tasks. Settings come with the environment, as for handlers.
 *
 * @param remindsPeople false where the host tells people of their tasks in the way that each has chosen; groups are reminded
 */
export function createTaskEvents(
  { templates, calendars, codes }: TaskEventsData,
  { remindsPeople = true }: { readonly remindsPeople?: boolean } = {},
): TaskEvents {
  const texts = new Map(templates.map((template) => [template.event, template]))
  const reasons = new Set(codes['escalationReason']?.codes.map(({ code }) => code))
  const compiled = compileCalendars(calendars)
  return {
    remindAt({ openedAt, dueAt, variables }, { globals }) {
      const settings = isObject(globals['settings']) ? globals['settings'] : {}
      return shareOf(compiled, settings, variables, openedAt, dueAt)
    },
    heedsCompletion: (data) => reportedMinutes(data) > 0,
    async candidateGroupOf(groupId, records) {
      const group = await records.get('work-group', groupId)
      return group ? `${text(group.data, 'role') ?? ROLE_OF_A_WORK_GROUP}@${group.id}` : null
    },
    inviteInstead: inviteManagers,
    escalatedTaskEnded: withdrawEscalation,
    async handle(call: TaskEventCall): Promise<TaskEventOutcome> {
      const { event } = call
      switch (event.kind) {
        case 'due-soon':
          return remindOfTask(call, texts, remindsPeople)
        case 'overdue':
          return raiseEscalation(call, { reason: 'deadline', note: null, by: null }, reasons)
        case 'escalated':
          return raiseEscalation(call, event, reasons)
        case 'completed':
          return recordWork(call, event)
      }
    },
  }
}

/** The instant at which the setting `reminderShare` of the working time between two instants has passed. */
function shareOf(
  calendars: Calendars,
  settings: Variables,
  variables: Variables,
  from: Instant,
  to: Instant,
): Instant | null {
  const share = number(settings, 'reminderShare')
  if (share === null || to <= from) return null
  try {
    const calendar = calendars.get(readSla(variables['sla'])?.calendar ?? String(settings['calendar']))
    const minutes = workingMinutesBetween(calendar, from, to)
    // Between two instants outside of working time nobody is there to be reminded.
    return minutes > 0 ? addWorkingMinutes(calendar, from, minutes * share) : null
  } catch (error) {
    // A date beyond what calendars reckon: the task must open all the same.
    if (error instanceof RangeError) return null
    throw error
  }
}
