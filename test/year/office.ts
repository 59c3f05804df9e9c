/** The people of the institution: each open task is done by somebody who may, some working hours after it came. */
import { Conflict, NotAllowed, TaskClaimedByAnother, TaskNotOpen } from '../../engine/model/errors.ts'
import type { Actor } from '../../engine/engine.ts'
import type { Instant, Json, Variables } from '../../engine/model/json.ts'
import type { TaskDetails, TaskView } from '../../engine/model/views.ts'
import { addWorkingMinutes, workingMinutesBetween, type WorkingCalendar } from '../../engine/time/working-calendar.ts'
import { createFormChecker } from '../../forms/checker.ts'
import type { Random } from '../simulation/random.ts'
import { INSTITUTION, type House } from '../support/house.ts'
import { type Decided, DECISIONS } from './decisions.ts'
import { fillForm } from './fill-form.ts'
import { STOP_MINUTES } from './working-day.ts'
import type { World } from './world.ts'

/** How long work lies before somebody does it, where it is not due before. */
const MOST_MINUTES = 6 * 60
const LATER_MINUTES = 60
/** How much of the work lies that long whenever it is due. */
const FORGOTTEN = 0.05

export class Office {
  private readonly house: House
  private readonly world: World
  private readonly random: Random
  private readonly calendar: WorkingCalendar
  private readonly forms = createFormChecker()
  private readonly plans = new Map<string, Instant>()
  private readonly references = new Map<string, readonly string[]>()
  /** Tasks of the last look: those of its very moment are seen again. */
  private readonly known = new Set<string>()
  private seenUntil: Instant
  completed = 0

  constructor(house: House, world: World, random: Random, calendar: WorkingCalendar) {
    this.house = house
    this.world = world
    this.random = random
    this.calendar = calendar
    this.seenUntil = new Date(0).toISOString()
  }

  /** Does what its people get done by now. */
  async work(): Promise<void> {
    await this.lookForNewTasks()
    const now = this.house.instant
    const due = [...this.plans].filter(([, at]) => at <= now).map(([id]) => id)
    for (const taskId of due) {
      this.plans.delete(taskId)
      await this.do(taskId)
    }
  }

  private async lookForNewTasks(): Promise<void> {
    const now = this.house.instant
    let after: string | undefined
    do {
      const page = await this.house.engine.listTasks({
        institutionId: INSTITUTION,
        state: 'open',
        createdAfter: this.seenUntil,
        sortBy: 'createdAt',
        direction: 'asc',
        limit: 200,
        ...(after === undefined ? {} : { after }),
      })
      for (const { id, dueAt } of page.items) {
        if (this.known.has(id)) continue
        this.known.add(id)
        const most = this.random.chance(FORGOTTEN) ? MOST_MINUTES : this.minutesUntil(dueAt)
        this.plan(id, this.random.below(most + 1))
      }
      after = page.next ?? undefined
    } while (after !== undefined)
    // The clock stands while things happen: what comes at this moment may come after this look.
    this.seenUntil = new Date(Date.parse(now) - 1).toISOString()
  }

  /** Working time in which it can lie without being late, as far as anybody would let it. */
  private minutesUntil(dueAt: Instant | null): number {
    const { instant } = this.house
    if (dueAt === null) return MOST_MINUTES
    if (dueAt <= instant) return 0
    const left = workingMinutesBetween(this.calendar, instant, dueAt) - STOP_MINUTES
    return Math.min(Math.max(left, 0), MOST_MINUTES)
  }

  private plan(taskId: string, minutes: number): void {
    this.plans.set(taskId, addWorkingMinutes(this.calendar, this.house.instant, minutes))
  }

  private async do(taskId: string): Promise<void> {
    const { engine } = this.house
    const task = await engine.getTask({ institutionId: INSTITUTION, taskId })
    if (task.state !== 'open') return
    const now = this.house.instant
    const decided = DECISIONS[task.elementId]?.({ task, random: this.random, world: this.world, now }) ?? {}
    await this.knowReferences(JSON.stringify(task.form ?? ''))
    const isLacking = task.elementId === 'CSI_U07' && !this.references.has('indicator')
    // What a plan is to change cannot be named before somebody measures it.
    if (decided === 'later' || isLacking) return this.plan(taskId, LATER_MINUTES)
    const minutes = 5 + this.random.below(56)
    const data = await this.fill(task, { ...defined(decided), ...(mayReport(task) ? { workMinutes: minutes } : {}) })
    const by = await this.complete(task, data)
    if (by === null) return
    this.completed += 1
    const { processInstanceId } = task
    if (mayReport(task)) this.world.work.push({ at: now, userId: by.id, minutes, processInstanceId })
  }

  private async fill(task: TaskDetails, decided: Variables): Promise<Variables> {
    if (task.form === null) return {}
    const filling = {
      random: this.random,
      now: this.house.instant,
      known: task.variables,
      recordsOf: (register: string) => this.references.get(register) ?? [],
    }
    try {
      return fillForm(this.forms, task.form, decided, filling)
    } catch (cause) {
      throw new Error(`Expected the task ${task.elementId} to be filled in, but it cannot be.`, { cause })
    }
  }

  private async knowReferences(form: string): Promise<void> {
    for (const [, register = ''] of form.matchAll(/"x-ref":"([a-z-]+)"/g)) {
      if (this.references.has(register)) continue
      const query = { institutionId: INSTITUTION, register, limit: 50, order: 'oldest' } as const
      const { items } = await this.house.engine.listRecords(query)
      // Casework that is offered is chosen on purpose alone: nobody names an incident or application by chance.
      const isCasework = items.some(({ number }) => number !== null)
      if (items.length > 0) this.references.set(register, isCasework ? [] : items.map(({ id }) => id))
    }
  }

  /** @returns who did it; null where it was gone meanwhile */
  private async complete(task: TaskView, data: Variables): Promise<Actor | null> {
    const { engine } = this.house
    const refusals: string[] = []
    for (const by of peopleFor(task)) {
      try {
        await engine.completeTask({ by, taskId: task.id, data })
        return by
      } catch (error) {
        if (error instanceof TaskNotOpen) return null
        // Four eyes, or somebody else holds it: a colleague does it.
        const isOthers = error instanceof NotAllowed || error instanceof TaskClaimedByAnother
        if (!isOthers && !(error instanceof Conflict))
          throw new Error(`${task.elementId}: ${String(error)}`, { cause: error })
        refusals.push(`${by.id}: ${error.message}`)
      }
    }
    throw new Error(`Expected somebody who may complete ${task.elementId}, but: ${refusals.join(' ')}`)
  }
}

/** Those whom the task is meant for; each role has two people. */
export function peopleFor({ assignee, candidateUsers, candidateGroups }: TaskView): readonly Actor[] {
  const named = [...(assignee === null ? [] : [assignee]), ...candidateUsers]
  const role = (candidateGroups[0] ?? 'EXE').split('@')[0]?.toLowerCase() ?? 'exe'
  return [...named, role, `${role}2`].map((id) => ({
    id,
    institutionId: INSTITUTION,
    groups: candidateGroups,
    language: 'lv',
    mayManage: false,
  }))
}

function mayReport({ form }: TaskDetails): boolean {
  return JSON.stringify(form ?? '').includes('"workMinutes"')
}

function defined(decided: Decided): Variables {
  return Object.fromEntries(Object.entries(decided).filter((entry): entry is [string, Json] => entry[1] !== undefined))
}
