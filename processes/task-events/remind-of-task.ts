/** A task comes near its due date: whoever holds it is reminded, else everybody who may take it. */
import { NotFound } from '../../engine/model/errors.ts'
import type { Variables } from '../../engine/model/json.ts'
import type { OutboxEntry, TaskEventCall, TaskEventOutcome } from '../../engine/ports.ts'
import { object, text } from '../handlers/input.ts'
import { carriageOf } from '../notification-carriage.ts'
import { renderTemplate, type Template } from '../templates.ts'
import { namedRecord, recordIdOf } from './task-facts.ts'

const EVENT = 'task_due_soon'

/** Queues one notification per addressee; the carriers of channels send them. */
export async function remindOfTask(
  call: TaskEventCall,
  templates: ReadonlyMap<string, Template>,
  remindsPeople: boolean,
): Promise<TaskEventOutcome> {
  const { task, facts, records } = call
  const template = templates.get(EVENT)
  if (!template) throw new NotFound('template', EVENT)
  const language = text(object(call.environment.globals, 'settings'), 'language') === 'en' ? 'en' : 'lv'
  const application = await namedRecord(call, 'applicationId', 'application')
  const texts = renderTemplate(template, language, {
    number: application?.number ?? null,
    subject: application?.data['subject'] ?? null,
    taskName: { lv: task.name ?? task.elementId, en: task.nameEn ?? task.name ?? task.elementId },
    dueAt: task.dueAt,
  })
  const history: { type: string; data: Variables }[] = []
  const outbox: OutboxEntry[] = []
  for (const addressee of await addresseesOf(call, remindsPeople)) {
    const { channel } = addressee
    const carriage = carriageOf(call, channel, text(addressee, 'recipient'))
    const { id } = await records.create(
      'notification',
      {
        event: EVENT,
        applicationId: application?.id ?? null,
        record: recordIdOf(call),
        processInstanceId: facts.processInstanceId,
        language,
        ...addressee,
        ...texts,
      },
      { status: carriage.status },
    )
    outbox.push(...carriage.outboxOf(id))
    history.push({ type: 'notification-queued', data: { notificationId: id, template: EVENT, channel, language } })
  }
  return { history, outbox }
}

type Addressee = Variables & { readonly channel: 'email' | 'portal' }

async function addresseesOf({ task, records }: TaskEventCall, remindsPeople: boolean): Promise<readonly Addressee[]> {
  const people = !remindsPeople ? [] : task.assignee === null ? task.candidateUsers : [task.assignee]
  const addressees: Addressee[] = []
  for (const userId of people) {
    const person = await records.findBy('person', { userId })
    const email = person ? text(person.data, 'email') : null
    const personId = person?.id ?? null
    addressees.push(
      email ? { channel: 'email', recipient: email, personId } : { channel: 'portal', recipient: userId, personId },
    )
  }
  if (task.assignee !== null) return addressees
  const roles = new Set(task.candidateGroups.map((group) => group.split('@', 1)[0] ?? group))
  return [...addressees, ...[...roles].map((role): Addressee => ({ channel: 'portal', role }))]
}
