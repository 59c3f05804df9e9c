import { setTimeout as pause } from 'node:timers/promises'
import type { RemoteVictim } from '../victim/remote-victim.ts'
import type { Door } from '../workload/door.ts'
import type { Outcome, Told } from '../workload/journal.ts'
import type { Random } from '../workload/random.ts'

/** A client gives up on an answer after this time and asks another node; the answer may still come. */
const GIVES_UP_MS = 1000

/**
 * Several nodes as one: each request goes to any of them that answers. A node that is frozen gives its answer late, and
 * what it says then counts, too.
 */
export class NodesDoor implements Door {
  private readonly nodes = new Set<RemoteVictim>()
  private readonly frozen = new Set<RemoteVictim>()
  private readonly random: Random
  private readonly onLate: (told: Told, outcome: Outcome) => void
  private readonly late = new Set<Promise<void>>()

  constructor(random: Random, onLate: (told: Told, outcome: Outcome) => void) {
    this.random = random
    this.onLate = onLate
  }

  /** Never: another node will come. */
  readonly isGone = false

  add(node: RemoteVictim): void {
    this.nodes.add(node)
  }

  remove(node: RemoteVictim): void {
    this.nodes.delete(node)
  }

  /** Sends nothing more to it, as nobody would who has waited for it in vain. */
  markFrozen(node: RemoteVictim, isFrozen: boolean): void {
    if (isFrozen) this.frozen.add(node)
    else this.frozen.delete(node)
  }

  /** Answers that nobody waits for any more have come. */
  async allAnswered(): Promise<void> {
    await Promise.all(this.late)
  }

  async tell(told: Told): Promise<Outcome> {
    const node = this.anyNode()
    if (!node) return { kind: 'unknown', reason: 'no node is there' }
    const answer = node.tell(told)
    const first = await Promise.race([answer, pause(GIVES_UP_MS, null)])
    if (first !== null) return first
    const late = answer.then((outcome) => this.onLate(told, outcome))
    this.late.add(late)
    void late.finally(() => this.late.delete(late))
    return { kind: 'unknown', reason: 'no answer yet' }
  }

  async openTasks(rootInstanceId: string): ReturnType<Door['openTasks']> {
    return (await this.soon((node) => node.openTasks(rootInstanceId))) ?? []
  }

  isOver(processInstanceId: string): ReturnType<Door['isOver']> {
    return this.soon((node) => node.isOver(processInstanceId))
  }

  private async soon<T>(question: (node: RemoteVictim) => Promise<T>): Promise<T | null> {
    const node = this.anyNode()
    return node ? Promise.race([question(node), pause(GIVES_UP_MS, null)]) : null
  }

  private anyNode(): RemoteVictim | null {
    const there = [...this.nodes].filter((node) => !node.isGone && !this.frozen.has(node))
    return there.length > 0 ? this.random.pick(there) : null
  }
}
