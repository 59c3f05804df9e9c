/** What the inbox says of each task, in words. */
import type { TaskView } from '../../../../engine/model/views.ts'
import { dueWords, type Due } from '../../shared/due.ts'
import { moment } from '../../shared/format.ts'
import { codeLabel, elementName } from '../../shared/names.ts'
import type { PageCall } from '../../shared/page.ts'
import { serviceNames } from '../../shared/service-names.ts'

export interface InboxRow {
  readonly id: string
  readonly name: string
  /** Number and subject of the case. */
  readonly number: string
  readonly subject: string
  readonly client: string
  readonly service: string
  readonly process: string
  /** Code and its label; both '' where the case has none. */
  readonly priority: { readonly code: string; readonly label: string }
  readonly due: Due
  readonly dueAt: string | null
  /** Name of the person; '' for nobody. */
  readonly holder: string
  readonly isMine: boolean
  readonly followUp: string
  readonly completedAt: string
}

export async function inboxRows(call: PageCall, tasks: readonly TaskView[]): Promise<readonly InboxRow[]> {
  const { ports, institutionId, language, caller } = call
  const { names, data, clock } = ports
  const now = clock.now()
  const left = await ports.workingTime.leftAt(institutionId, now)
  const services = await serviceNames(call)
  return Promise.all(
    tasks.map(async (task) => {
      const priority = task.casePriority ?? ''
      return {
        id: task.id,
        name: elementName(task, language, task.elementId),
        number: task.caseNumber ?? '',
        subject: task.subject ?? '',
        client: task.clientName ?? '',
        service: task.category === null ? '' : services(task.category),
        process: await names.process(institutionId, task.processKey, language),
        priority: {
          code: priority,
          label: priority === '' ? '' : codeLabel(data, 'priority', priority, language),
        },
        due: dueWords(task.dueAt, now, left, language),
        dueAt: task.dueAt,
        holder: task.assignee === null ? '' : await names.person(institutionId, task.assignee, language),
        isMine: task.assignee === caller.id,
        followUp:
          task.followUpAt !== null && task.followUpAt > now.toISOString() ? moment(task.followUpAt, language) : '',
        completedAt: task.endedAt === null ? '' : moment(task.endedAt, language),
      }
    }),
  )
}
