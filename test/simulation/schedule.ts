/**
 * One schedule: a seed chooses processes, commands, the time that passes, crashes and what comes twice. After every step
 * everything that must be true is looked at; in the end everything that moves by itself has done so.
 *
 * A seed is the name of a world and a number, e.g. `quiet.17`: the world is the diagrams, the number all the rest.
 */
import { EngineError } from '../../engine/index.ts'
import { atRest } from './invariants/at-rest.ts'
import { type Violation, violations } from './invariants/all.ts'
import { seen } from './invariants/seen.ts'
import { House, type Wrap } from './house/house.ts'
import type { Snapshot } from './house/snapshot.ts'
import { type View, difference } from './house/view.ts'
import { type Entry, Journal, type Told, tell } from './journal.ts'
import type { CrashPoint } from './machine/crashing-connection.ts'
import { type Random, createRandom } from './random.ts'
import { type Memory, chooseCommand } from './steps/choose-command.ts'
import { type World, openWorld } from './world/world.ts'

/** What came of a schedule. */
export interface Outcome {
  readonly seed: string
  /** What was done, one line each. */
  readonly steps: readonly string[]
  /** Of the step at which something was found; none when nothing was. */
  readonly violations: readonly Violation[]
  /** BPMN of the processes that took part. */
  readonly diagrams: Readonly<Record<string, string>>
  readonly snapshot: Snapshot | null
  readonly counts: Counts
}

/** What a schedule has seen: one in which nothing happens proves nothing. */
export interface Counts {
  acknowledged: number
  refused: number
  crashes: number
  replays: number
  instances: number
  events: number
}

/** Runs the schedule of a seed. @param wrap a fault in the store, for checking the checks */
export async function runSchedule(seed: string, wrap?: Wrap): Promise<Outcome> {
  const world = await openWorld(seed.slice(0, seed.lastIndexOf('.')))
  const random = createRandom(seed)
  const house = await House.open({ world, random: random.fork('house'), wrap })
  try {
    return await new Schedule(seed, world, house, random).run()
  } finally {
    await house.close()
  }
}

/** Keys are remembered for a week, so nobody asks again later than this. */
const ASKED_AGAIN_WITHIN_MS = 5 * 86_400_000
const FAR_AHEAD_DAYS = 100
const LAST_ROUNDS = 6

class Schedule {
  private readonly seed: string
  private readonly world: World
  private readonly house: House
  private readonly random: Random
  private readonly journal = new Journal()
  private readonly memory: Memory
  private readonly steps: string[] = []
  private before: Snapshot | null = null
  private found: Violation[] = []
  private readonly counts: Counts = { acknowledged: 0, refused: 0, crashes: 0, replays: 0, instances: 0, events: 0 }

  constructor(seed: string, world: World, house: House, random: Random) {
    this.seed = seed
    this.world = world
    this.house = house
    this.random = random
    const keys = Object.keys(world.diagrams)
    this.memory = {
      processKeys: Array.from({ length: 2 + random.below(3) }, () => random.pick(keys)),
      commands: 0,
      messageIds: [],
    }
  }

  async run(): Promise<Outcome> {
    if (this.random.chance(0.5)) this.house.engine.startWorkers()
    const length = 15 + this.random.below(20)
    try {
      for (let step = 0; step < length && this.found.length === 0; step++) {
        await this.step()
        this.look()
      }
      if (this.found.length === 0) await this.comeToRest()
    } catch (error) {
      this.find('no fault', error instanceof Error ? (error.stack ?? error.message) : String(error))
    }
    const { seed, steps, counts, memory } = this
    const diagrams = Object.fromEntries(memory.processKeys.map((key) => [key, this.world.diagrams[key] ?? '']))
    for (const { answers, refusals } of this.journal.entries) {
      counts.acknowledged += answers.length
      counts.refused += refusals.length
    }
    counts.instances = this.before?.instances.size ?? 0
    counts.events = this.before?.events.length ?? 0
    return { seed, steps, violations: this.found, diagrams, snapshot: this.before, counts }
  }

  private step(): Promise<void> {
    const choice = this.random.below(20)
    if (choice < 9) return this.command([this.choose()])
    if (choice < 11) return this.command(this.several())
    if (choice < 13) return this.again()
    if (choice < 15) return this.passTime()
    if (choice < 17) return this.doDueWork()
    if (choice < 19) return this.crash()
    return this.restart()
  }

  // Telling ------------------------------------------------------------------------------------------------------

  private choose(): Told {
    return chooseCommand(this.random, this.before ?? this.house.snapshot(), this.memory)
  }

  /** Told in one turn, so that they share a commit; now and then one of them twice. */
  private several(): Told[] {
    const told = Array.from({ length: 2 + this.random.below(4) }, () => this.choose())
    return this.random.chance(0.4) ? [...told, this.random.pick(told)] : told
  }

  private async command(told: readonly Told[], meanwhile?: Promise<void>): Promise<void> {
    this.note(told.map((one) => `${one.by.id} tells ${JSON.stringify([one.key, one.input])}`).join('; '))
    await this.tellAll(
      told.map((one) => this.journal.entry(one, this.house.clock.now())),
      meanwhile,
    )
  }

  private async tellAll(entries: readonly Entry[], meanwhile?: Promise<void>): Promise<void> {
    const { house } = this
    const { engine, process } = house
    const isHeard = (): boolean => house.process === process && !house.hasCrashed
    await house.until(Promise.all([...entries.map((entry) => tell(engine, entry, isHeard)), meanwhile]))
    this.note(`  → ${entries.map(outcomeOf).join('; ')}`)
    if (house.hasCrashed) await this.beginAgain()
  }

  /** Somebody asks again: who never heard of it, or who does not trust the answer. */
  private async again(): Promise<void> {
    const recent = this.house.clock.now().getTime() - ASKED_AGAIN_WITHIN_MS
    const known = this.journal.entries.filter(({ toldAt }) => toldAt.getTime() > recent)
    const unknown = known.filter(({ isUnknown }) => isUnknown)
    if (known.length === 0) return this.command([this.choose()])
    const entry = this.random.pick(unknown.length > 0 && this.random.chance(0.8) ? unknown : known)
    if (entry.answers.some((answer) => answer !== '[]') && this.random.chance(0.15)) return this.reuse(entry)
    const times = this.random.chance(0.3) ? 2 : 1
    this.note(`again, ${times} times: "${entry.key}"`)
    await this.tellAll(Array.from({ length: times }, () => entry))
  }

  /** The same key for another thing is refused. */
  private async reuse({ key, by }: Entry): Promise<void> {
    this.note(`the key "${key}" is used for another thing`)
    const told = this.house.engine.throwSignal({
      by,
      name: 'weather',
      payload: {},
      idempotency: { key, fingerprint: 'another' },
    })
    let code: unknown = 'not refused'
    await this.house.until(told.catch((error: unknown) => (code = error instanceof EngineError ? error.code : error)))
    if (code !== 'idempotency-key-reused')
      this.find('a key is for one thing', `"${key}" was used again: ${String(code)}`)
  }

  // What happens by itself -----------------------------------------------------------------------------------------

  private async passTime(): Promise<void> {
    const time = this.random.pick([{ seconds: 15 }, { minutes: 11 }, { hours: 3 }, { days: 1 }])
    this.note(`time passes: ${JSON.stringify(time)}`)
    this.house.clock.goOn(time)
    if (this.random.chance(0.5)) await this.doDueWork()
  }

  /** Now and then while people tell something, so that both share a commit. */
  private async doDueWork(): Promise<void> {
    this.note('due work is done')
    const settled = this.house.engine.settle()
    // It may be told that the process is closing, or hear nothing any more.
    settled.catch(() => {})
    if (this.random.chance(0.3)) await this.command(this.several(), settled)
    else await this.house.until(settled)
    if (this.house.hasCrashed) await this.beginAgain()
  }

  // Ends of processes ----------------------------------------------------------------------------------------------

  /** The process dies while it is told something, or while it does what is due. */
  private async crash(): Promise<void> {
    const point = this.random.pick<CrashPoint>([
      { at: 'before-commit' },
      { at: 'after-commit' },
      { at: 'after-commit' },
      { at: 'call', calls: this.random.below(12) },
    ])
    this.note(`the process will die: ${JSON.stringify(point)}`)
    this.house.arm(point)
    if (this.random.chance(0.3)) await this.doDueWork()
    else await this.command(this.several())
    this.house.arm(null)
  }

  private async beginAgain(): Promise<void> {
    this.counts.crashes += 1
    await this.follow(false)
  }

  private restart(): Promise<void> {
    return this.follow(this.random.chance(0.5))
  }

  /** Another process follows: through its door everything that waits is seen as before. */
  private async follow(inOrder: boolean): Promise<void> {
    const { house, random } = this
    const alsoDatabase = random.chance(0.2)
    const workers = random.chance(0.5)
    const dies: CrashPoint | null = random.chance(0.15) ? { at: 'call', calls: random.below(6) } : null
    this.note(
      `a new process${inOrder ? '' : ' after the other was gone'}: ${JSON.stringify({ alsoDatabase, workers, dies })}`,
    )
    await house.end({ inOrder })
    const before: View = await house.view()
    for (const sentence of seen(before, house.snapshot())) this.find('seen as it is stored', sentence)
    await house.begin({ alsoDatabase, dies })
    const unlike = difference(before, await house.view())
    if (unlike !== null) this.find('the same after a restart', unlike)
    if (workers) house.engine.startWorkers()
    this.counts.replays += 1
  }

  /** The clock goes far ahead, and everything that is due is done. */
  private async comeToRest(): Promise<void> {
    const { house } = this
    for (let round = 0; round < LAST_ROUNDS && this.found.length === 0; round++) {
      this.note('far ahead')
      house.clock.goOn({ days: round === 0 ? FAR_AHEAD_DAYS : 1 })
      await house.until(house.engine.settle())
      this.look()
    }
    for (const sentence of atRest(house.snapshot(), house.clock.now().toISOString())) this.find('at rest', sentence)
  }

  private look(): void {
    const now = this.house.snapshot()
    this.found.push(...violations({ before: this.before, now, journal: this.journal, instant: this.house.clock.now() }))
    for (const complaint of this.house.complaints.splice(0)) this.find('no fault', complaint)
    this.before = now
  }

  private find(invariant: string, sentence: string): void {
    this.found.push({ invariant, sentence })
  }

  private note(step: string): void {
    this.steps.push(step)
  }
}

function outcomeOf({ key, answers, refusals, faults, isUnknown }: Entry): string {
  if (isUnknown) return `"${key}": nobody knows`
  const refusal = refusals.at(-1)
  return `"${key}": ${faults.length > 0 ? 'fault' : answers.length > 0 ? 'done' : (refusal ?? 'nothing')}`
}
