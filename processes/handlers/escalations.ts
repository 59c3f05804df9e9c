/** Handlers of escalations: who decides at a level, and what a decision does to the case that it is about. */
import type { CalendarSource } from '../calendars.ts'
import { NotFound } from '../../engine/model/errors.ts'
import type { Instant, Variables } from '../../engine/model/json.ts'
import type { CaseInstance, Handler, HandlerCall, HandlerOutcome } from '../../engine/ports.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'
import { extendSla, readSla, slaJson } from '../sla.ts'
import { number, objects, present, requiredText, text, texts } from './input.ts'
import { settingsIn } from './registers.ts'

/** In the setting `escalationLevels`: the role, or person, that the escalated process names as its manager. */
const PROCESS_MANAGER = 'processManager'
const MOST_PEOPLE = 1_000

/**
 * `escalation.route` {id, level, sourceInstance, serviceId?} → {routedLevel, responsibleId, responsibleRole, groups,
 * users}: who decides at the level, by the setting `escalationLevels`. A role of one service or process is offered to who
 * holds it there or everywhere; the one person who has it is responsible. The escalation's record says so too.
 */
export const routeEscalation: Handler = async (call) => {
  const { input, records, cases } = call
  const level = number(input, 'level')
  const rule = objects(settingsIn(call), 'escalationLevels').find((row) => row['level'] === level)
  if (!rule) throw new Error(`Expected the setting "escalationLevels" to have level ${level}, but it has none.`)
  const source = await cases.instance(requiredText(input, 'sourceInstance'))
  const people = await records.list('person', { limit: MOST_PEOPLE })
  const seats: Seat[] = []
  for (const row of objects(rule, 'roles')) seats.push(await seatOf(call, row, source, people))

  const groups = seats.flatMap(({ group }) => group ?? [])
  const users = seats.flatMap(({ person }) => (person ? (text(person.data, 'userId') ?? []) : []))
  const responsible = seats.find(({ person }) => person !== null) ?? seats[0]
  const responsibleId = responsible?.person?.id ?? null
  const responsibleRole = responsible?.role ?? null
  await records.update('escalation', requiredText(input, 'id'), { level, responsibleId, responsibleRole })
  return { variables: { routedLevel: level, responsibleId, responsibleRole, groups, users } }
}

/** Who sits at one place of a level. */
interface Seat {
  readonly role: string | null
  /** Candidate group; null where a person is named instead of a role. */
  readonly group: string | null
  readonly person: RecordView | null
}

async function seatOf(
  call: HandlerCall,
  row: Variables,
  source: CaseInstance | null,
  people: readonly RecordView[],
): Promise<Seat> {
  const named = requiredText(row, 'role')
  // A diagram that names nobody is managed by who manages escalations.
  const properties = { ...call.processProperties, ...source?.processProperties }
  const role = named === PROCESS_MANAGER ? requiredText(properties, PROCESS_MANAGER) : named
  const manager = people.find(({ id }) => id === role)
  if (manager) return { role: null, group: null, person: manager }

  const scope = text(row, 'scope')
  const serviceId = text(call.input, 'serviceId')
  const scopeId = scope === 'process' ? (source?.processKey ?? null) : scope === 'service' ? serviceId : null
  const group = scopeId === null ? role : `${role}@${scopeId}`
  const today = call.now.slice(0, 10)
  const holders = people.filter((person) => holdsRole(person, { role, scope, scopeId, today }))
  // Where several hold it, the role is responsible: whoever takes the task decides.
  const holder = holders.length === 1 ? holders[0] : null
  const ofService = scope === 'service' && serviceId ? await managerOf(call, serviceId) : null
  return { role, group, person: ofService ?? holder ?? null }
}

async function managerOf({ records }: HandlerCall, serviceId: string): Promise<RecordView | null> {
  const service = await records.get('service', serviceId)
  const managerId = service ? text(service.data, 'serviceManagerId') : null
  return managerId ? records.get('person', managerId) : null
}

/** Whether somebody who is there today holds the role in this scope; a role of the whole institution has none. */
function holdsRole(
  { data }: RecordView,
  wanted: { role: string; scope: string | null; scopeId: string | null; today: string },
): boolean {
  const { role, scope, scopeId, today } = wanted
  const within = (from: string | null, to: string | null): boolean => (from ?? today) <= today && today <= (to ?? today)
  if (objects(data, 'absence').some((away) => within(text(away, 'from'), text(away, 'to')))) return false
  return objects(data, 'roles').some(
    (held) =>
      held['role'] === role &&
      within(text(held, 'validFrom'), text(held, 'validTo')) &&
      (scopeId === null
        ? (text(held, 'scope') ?? 'institution') === 'institution'
        : held['scope'] === scope && held['scopeId'] === scopeId),
  )
}

/**
 * `escalation.apply` {id, decidedIn, sla?, cancelledStatus?} → {decidedBy, cancelledInstance}: does what the escalation's
 * record says was decided. `decidedIn` names the tasks in which it was; `sla` are the terms of a case without an application;
 * `cancelledStatus` is what an application becomes that ends by the decision. Both histories tell of it.
 */
export const applyDecision =
  (calendarsOf: CalendarSource): Handler =>
  async (call) => {
    const { input, records, cases, now } = call
    const id = requiredText(input, 'id')
    const escalation = await records.get('escalation', id)
    if (!escalation) throw new NotFound('escalation record', id)
    const { data, number: escalationNumber } = escalation
    const processInstanceId = requiredText(data, 'sourceInstance')
    const elementId = text(data, 'sourceTask')
    const taskId = text(data, 'taskId')
    const decision = requiredText(data, 'decision')
    const decidedBy = await cases.completedBy(texts(input['decidedIn']))
    const newDue = text(data, 'newDue')
    const dueAt = newDue === null ? null : new Date(newDue).toISOString()
    const note: Variables = { escalationId: id, escalationNumber, decision, decidedBy }
    const done = await effectOf(call, calendarsOf, { data, decision, decidedBy, dueAt, processInstanceId })

    const newDueApplied = decision === 'extend' ? dueAt : null
    await records.update('escalation', id, { decidedBy, decidedAt: now, newDueApplied })
    const where = taskId ? { taskId } : { processInstanceId, elementId: elementId ?? '' }
    const justification = text(data, 'justification')
    return {
      variables: { decidedBy, cancelledInstance: done.cancels?.[0]?.processInstanceId ?? null },
      history: [{ type: 'escalation-applied', data: note }, ...(done.history ?? [])],
      tasks: done.task ? [{ where, note, ...done.task }] : [],
      changes: done.changes ?? [],
      notes: [{ processInstanceId, elementId, type: 'escalation-decided', data: { ...note, justification } }],
      cancels: done.cancels ?? [],
    }
  }

/** What a decision comes to. */
interface DecisionEffect extends Pick<HandlerOutcome, 'changes' | 'cancels' | 'history'> {
  readonly task?: { readonly assignee: string } | { readonly dueAt: Instant }
}

interface Decided {
  /** The escalation's record. */
  readonly data: Variables
  readonly decision: string
  readonly decidedBy: string | null
  readonly dueAt: Instant | null
  readonly processInstanceId: string
}

async function effectOf(call: HandlerCall, calendarsOf: CalendarSource, decided: Decided): Promise<DecisionEffect> {
  const { data, decision, decidedBy, dueAt, processInstanceId } = decided
  switch (decision) {
    case 'reassign': {
      const personId = requiredText(data, 'newAssignee')
      const person = await call.records.get('person', personId)
      const assignee = person ? text(person.data, 'userId') : null
      if (assignee === null) throw new Error(`Expected person "${personId}" to have a user id, but there is none.`)
      return { task: { assignee } }
    }
    case 'take_over':
      if (decidedBy === null) throw new Error('Expected to know who decided, but no decision task is completed.')
      return { task: { assignee: decidedBy } }
    case 'extend':
      if (dueAt === null) throw new Error('Expected a new due date with the decision, but there is none.')
      return { task: { dueAt }, ...(await extendTerms(call, calendarsOf, data, processInstanceId, dueAt)) }
    case 'cancel': {
      // What a process called is part of its caller's work: the whole of it ends.
      const source = await call.cases.instance(processInstanceId)
      if (!source?.isRunning) return {}
      const root = source.rootInstanceId
      await closeApplication(call, data, root)
      return { cancels: [{ processInstanceId: root, reason: text(data, 'justification') ?? decision }] }
    }
    // More resources, or nothing: the work goes on as it is.
    default:
      return {}
  }
}

/** A term that ends before the new date moves with it, for every instance that reckons by it. */
async function extendTerms(
  { input, records }: HandlerCall,
  calendarsOf: CalendarSource,
  escalation: Variables,
  sourceInstance: string,
  dueAt: Instant,
): Promise<Pick<DecisionEffect, 'changes' | 'history'>> {
  const applicationId = text(escalation, 'applicationId')
  const application = applicationId ? await records.get('application', applicationId) : null
  const sla = readSla(application ? application.data['sla'] : input['sla'])
  if (!sla || sla.resolve >= dueAt) return {}
  const calendars = await calendarsOf(records)
  const moved = slaJson(extendSla(sla, calendars.get(sla.calendar), dueAt))
  if (application) await records.update('application', application.id, { sla: moved, resolveDue: dueAt })
  const places = application
    ? [{ businessKey: application.id }, { processInstanceId: application.id }, { processInstanceId: sourceInstance }]
    : [{ processInstanceId: sourceInstance }]
  const facts = present({
    applicationId,
    from: sla.resolve,
    to: dueAt,
    justification: escalation['justification'] ?? null,
  })
  return {
    changes: places.map((where) => ({ where, variables: { sla: moved } })),
    history: [{ type: 'sla-extended', data: facts }],
  }
}

/** An application whose own case ends by a decision is closed; other records are left to those who work on them. */
async function closeApplication(call: HandlerCall, escalation: Variables, ended: string): Promise<void> {
  const status = text(call.input, 'cancelledStatus')
  if (status === null || text(escalation, 'applicationId') !== ended) return
  await call.records.update('application', ended, { closedAt: call.now }, { status })
}
