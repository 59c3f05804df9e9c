/**
 * The clients: each picks a case and moves it one step, again and again, so that several meet on one case. Every command
 * carries a key; what nobody knows the outcome of is told again with the same key.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Door, OpenTask } from './door.ts'
import type { Journal, Outcome, Told } from './journal.ts'
import { ORDER, PAID } from './processes.ts'
import type { Random } from './random.ts'

/** How the crowd behaves. */
export interface CrowdOptions {
  readonly journal: Journal
  readonly random: Random
  /** Default 16. */
  readonly clients?: number
  /** Cases under way at the same time. Default 24. */
  readonly cases?: number | undefined
  /** Each request is sent up to so many times, at once or within `copiesWithinMs`. Default 1. */
  readonly copies?: number
  readonly copiesWithinMs?: number
  /** Called with how long each acknowledged command took, in milliseconds. */
  readonly onLatency?: (ms: number) => void
}

interface Case {
  readonly name: string
  readonly id: string
  paid: boolean
}

/** Cases that do not end although nobody disturbs them are stuck when nothing at all has moved for so long. */
const STUCK_AFTER_MS = 20_000

/** All clients together; survives its victims. */
export class Crowd {
  private readonly options: CrowdOptions
  private readonly journal: Journal
  private active: Case[] = []
  private readonly followed = new Set<string>()
  private counter = 0
  private movedAt = 0
  private readonly closedTasks: string[] = []
  private readonly copies = new Set<Promise<Outcome>>()

  constructor(options: CrowdOptions) {
    this.options = options
    this.journal = options.journal
  }

  /** Cases that are not known to have ended. */
  get underWay(): number {
    return this.active.length
  }

  /** Works until the signal comes or the door is gone. */
  async work(door: Door, until: AbortSignal): Promise<void> {
    const { clients = 16, random } = this.options
    const one = async (index: number): Promise<void> => {
      const choices = random.fork(`client-${index}-${this.counter}`)
      while (!until.aborted && !door.isGone) await this.step(door, choices)
    }
    await Promise.all(Array.from({ length: clients }, (_, index) => one(index)))
    await Promise.all(this.copies)
  }

  /** Tells again what nobody knows the outcome of, with the same keys. */
  async repeatUnknown(door: Door): Promise<void> {
    await Promise.all(this.journal.open.map((entry) => this.tellUntilKnown(door, entry)))
  }

  /**
   * Leads every case to its end; starts none.
   *
   * @returns names of the cases that are stuck
   */
  async finish(door: Door): Promise<string[]> {
    this.movedAt = performance.now()
    const isStuck = (): boolean => performance.now() - this.movedAt > STUCK_AFTER_MS
    const { clients = 16, random } = this.options
    const one = async (index: number): Promise<void> => {
      const choices = random.fork(`finish-${index}`)
      while (this.active.length > 0 && !isStuck() && !door.isGone) await this.moveOne(door, choices)
    }
    await this.repeatUnknown(door)
    await Promise.all(Array.from({ length: clients }, (_, index) => one(index)))
    await Promise.all(this.copies)
    return this.active.map(({ name, id }) => `${name} (${id})`)
  }

  /** An answer that nobody waited for any more. */
  cameBackLate(told: Told, outcome: Outcome): void {
    this.journal.cameBackLate(told, outcome)
    if (outcome.kind === 'acknowledged' && told.command === 'startProcessInstance') this.follow(told, outcome.answer)
  }

  private async step(door: Door, random: Random): Promise<void> {
    const { cases = 24 } = this.options
    if (this.active.length === 0 || (this.active.length < cases && random.chance(0.3))) return this.start(door, random)
    if (this.closedTasks.length > 0 && random.chance(0.05)) return this.completeAgain(door, random)
    return this.moveOne(door, random)
  }

  private async start(door: Door, random: Random): Promise<void> {
    const name = `C-${++this.counter}`
    const input = { processKey: ORDER, businessKey: name, variables: { caseId: name } }
    await this.tell(door, { key: `start ${name}`, command: 'startProcessInstance', input }, random)
  }

  private async moveOne(door: Door, random: Random): Promise<void> {
    const open = this.journal.firstOpen
    if (open && random.chance(0.2)) return this.tellUntilKnown(door, open)
    if (this.active.length === 0) return rest()
    const one = random.pick(this.active)
    if (!one.paid && random.chance(0.3)) return this.pay(door, one, random)
    const tasks = await door.openTasks(one.id)
    if (tasks.length > 0) return this.complete(door, random.pick(tasks), random)
    if (random.chance(0.3) && (await door.isOver(one.id)) === true) this.forget(one)
    else await rest()
  }

  private async pay(door: Door, one: Case, random: Random): Promise<void> {
    one.paid = true
    const input = { name: PAID, payload: { caseId: one.name }, messageId: `paid ${one.name}` }
    await this.tell(door, { key: `pay ${one.name}`, command: 'publishMessage', input }, random)
  }

  private async complete(door: Door, { id, elementId }: OpenTask, random: Random): Promise<void> {
    const key = `complete ${id} ${++this.counter}`
    // What was filled in names the one who did it.
    const told: Told = { key, command: 'completeTask', input: { taskId: id, data: { [elementId]: key } } }
    const outcome = await this.tell(door, told, random)
    if (outcome.kind === 'acknowledged') this.closedTasks.push(id)
  }

  /** Somebody whose page is old. */
  private async completeAgain(door: Door, random: Random): Promise<void> {
    const id = random.pick(this.closedTasks)
    const key = `again ${id} ${++this.counter}`
    await this.tell(door, { key, command: 'completeTask', input: { taskId: id, data: {} } }, random)
  }

  private forget(one: Case): void {
    this.active = this.active.filter((other) => other !== one)
    this.movedAt = performance.now()
  }

  /** Sends it, perhaps several times. @returns the first outcome that says something, else that it is unknown */
  private async tell(door: Door, told: Told, random: Random): Promise<Outcome> {
    const { copies = 1, copiesWithinMs = 0 } = this.options
    const later = Array.from({ length: random.below(copies) }, () => random.below(copiesWithinMs + 1))
    for (const ms of later) {
      const copy = (ms === 0 ? Promise.resolve() : pause(ms)).then(() => this.tellOnce(door, told))
      this.copies.add(copy)
      void copy.finally(() => this.copies.delete(copy))
    }
    return this.tellOnce(door, told)
  }

  private async tellUntilKnown(door: Door, told: Told): Promise<void> {
    while (!door.isGone) {
      const outcome = await this.tellOnce(door, told)
      if (outcome.kind !== 'unknown') return
      await pause(20)
    }
  }

  /** Sends it once. */
  async tellOnce(door: Door, told: Told): Promise<Outcome> {
    const entry = this.journal.sent(told)
    const sentAt = performance.now()
    const outcome = await door.tell(told)
    this.journal.cameBack(entry, outcome)
    if (outcome.kind === 'acknowledged') {
      this.movedAt = performance.now()
      this.options.onLatency?.(performance.now() - sentAt)
      if (told.command === 'startProcessInstance') this.follow(told, outcome.answer)
    } else if (outcome.kind === 'unknown' && !door.isGone) await rest()
    return outcome
  }

  private follow({ input }: Told, answer: unknown): void {
    const { id } = answer as { id: string }
    const name = String(input.businessKey)
    if (this.followed.has(name)) return
    this.followed.add(name)
    this.active.push({ name, id, paid: false })
  }
}

/** Nothing to do at this moment. */
function rest(): Promise<void> {
  return pause(3)
}
