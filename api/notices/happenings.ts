/** What happened in a part of time that people are told of, and whom. */
import type { Engine } from '../../engine/engine.ts'
import { NotFound } from '../../engine/model/errors.ts'
import type { Json } from '../../engine/model/json.ts'
import type { HistoryEventView, TaskView } from '../../engine/model/views.ts'
import type { NoticeEvent } from '../workplace/preferences.ts'
import type { NoticeWindow } from '../workplace/notice-window.ts'

export interface Happening {
  readonly kind: NoticeEvent
  /** The same for everybody who notices it. */
  readonly eventKey: string
  readonly task: TaskView
  /** People who are told, and groups whose holders are. */
  readonly people: readonly string[]
  readonly groups: readonly string[]
}

export interface HappeningPorts {
  readonly engine: Engine
  /** Names of messages that answer a question of the staff. */
  readonly answers: ReadonlySet<string>
}

const AT_A_TIME = 200

/** One after the other: what was opened, then what happened with tasks and cases. */
export async function* happeningsIn(
  { engine, answers }: HappeningPorts,
  institutionId: string,
  { since, until }: NoticeWindow,
): AsyncIterable<Happening> {
  let after: string | undefined
  do {
    const page = await engine.listTasks({
      institutionId,
      state: 'open',
      createdAfter: since,
      sortBy: 'createdAt',
      direction: 'asc',
      limit: AT_A_TIME,
      ...(after === undefined ? {} : { after }),
    })
    for (const task of page.items) {
      // What comes later is for the next time.
      if (task.createdAt > until) break
      yield* opened(task)
    }
    after = (page.items.at(-1)?.createdAt ?? until) > until ? undefined : (page.next ?? undefined)
  } while (after !== undefined)
  do {
    const page = await engine.listNews({
      institutionId,
      since,
      until,
      limit: AT_A_TIME,
      ...(after === undefined ? {} : { after }),
    })
    for (const line of page.items) yield* told(line)
    after = page.next ?? undefined
  } while (after !== undefined)

  function* opened(task: TaskView): Iterable<Happening> {
    const { id, assignee, claimedAt, candidateUsers, candidateGroups } = task
    if (assignee === null)
      yield { kind: 'new-work', eventKey: `new-work:${id}`, task, people: candidateUsers, groups: candidateGroups }
    // The diagram itself has given it to somebody.
    else if (claimedAt === null)
      yield { kind: 'assigned', eventKey: `assigned:${id}`, task, people: [assignee], groups: [] }
  }

  async function* told(line: HistoryEventView): AsyncIterable<Happening> {
    const { type, data, by } = line
    const eventKey = `${type}:${line.processInstanceId}:${line.sequence}`
    if (type === 'message-received') {
      if (!answers.has(text(data['name']))) return
      const task = await lastDoneBefore(line)
      if (task?.completedBy) yield { kind: 'answered', eventKey, task, people: [task.completedBy], groups: [] }
      return
    }
    const task = await openTask(text(data['taskId']))
    if (task === null) return
    const to = text(data['to'])
    if (type === 'task-handed-on') yield { kind: 'new-work', eventKey, task, people: [], groups: [to] }
    else if (type === 'task-assigned' || type === 'task-delegated') {
      // Not of what one does oneself, nor of what has been passed on since.
      if (to !== by && to === task.assignee) yield { kind: 'assigned', eventKey, task, people: [to], groups: [] }
    } else {
      const kind = type === 'task-overdue' ? 'overdue' : 'due-soon'
      const { assignee, candidateUsers, candidateGroups } = task
      yield assignee === null
        ? { kind, eventKey, task, people: candidateUsers, groups: candidateGroups }
        : { kind, eventKey, task, people: [assignee], groups: [] }
    }
  }

  /** Null for what is done by now. */
  async function openTask(taskId: string): Promise<TaskView | null> {
    try {
      const task = await engine.getTaskView({ institutionId, taskId })
      return task.state === 'open' ? task : null
    } catch (error) {
      if (error instanceof NotFound) return null
      throw error
    }
  }

  /** Whoever did the last task of the case before asked what is answered now. */
  async function lastDoneBefore({ processInstanceId, at }: HistoryEventView): Promise<TaskView | null> {
    const { rootInstanceId } = await engine.getProcessInstance({ institutionId, processInstanceId })
    const { items } = await engine.listTasks({ institutionId, rootInstanceId, state: 'completed', limit: AT_A_TIME })
    const before = items.filter(({ endedAt }) => endedAt !== null && endedAt <= at)
    return before.toSorted((one, other) => ((one.endedAt ?? '') < (other.endedAt ?? '') ? 1 : -1))[0] ?? null
  }
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '')
