/**
 * What was sent and what came back, as the clients know it: the other side of the comparison. Everything that was
 * acknowledged must be stored; what is unknown may be stored or not, but not twice.
 */

/** Commands that the workload tells; the names are those of the engine's methods. */
export type CommandName = 'startProcessInstance' | 'completeTask' | 'publishMessage'

/** One thing told, by its idempotency key; repeating it is the same thing. */
export interface Told {
  readonly key: string
  readonly command: CommandName
  /** Input without actor and key. */
  readonly input: Readonly<Record<string, unknown>>
}

/** What came of one try. Unknown: the victim was gone, or said that it could not store anything now. */
export type Outcome =
  | { readonly kind: 'acknowledged'; readonly answer: unknown }
  | { readonly kind: 'refused'; readonly code: string }
  /** What should not have happened at all. */
  | { readonly kind: 'fault'; readonly message: string }
  | { readonly kind: 'unknown'; readonly reason: string }

/** One thing told, with what came back from each try. */
export interface Entry extends Told {
  tries: number
  /** Answers of tries that were acknowledged. */
  readonly answers: unknown[]
  /** Codes of refusals, e.g. `task-not-open`. */
  readonly refusals: string[]
  /** Faults: what should not have happened at all. */
  readonly faults: string[]
}

/** Everything told so far. */
export class Journal {
  private readonly byKey = new Map<string, Entry>()
  private readonly unknown = new Set<Entry>()
  /** Commands acknowledged. */
  acknowledged = 0
  /** Requests of which nobody knows what came of them: the victim was gone, or told that it could store nothing. */
  unavailable = 0

  get entries(): readonly Entry[] {
    return [...this.byKey.values()]
  }

  /** How many requests were sent in all. */
  get tries(): number {
    return this.entries.reduce((sum, { tries }) => sum + tries, 0)
  }

  /** Those of which nobody knows yet whether they happened. */
  get open(): readonly Entry[] {
    return [...this.unknown]
  }

  /** One of them, the oldest. */
  get firstOpen(): Entry | undefined {
    for (const entry of this.unknown) return entry
    return undefined
  }

  sent(told: Told): Entry {
    let entry = this.byKey.get(told.key)
    if (!entry) this.byKey.set(told.key, (entry = { ...told, tries: 0, answers: [], refusals: [], faults: [] }))
    entry.tries += 1
    return entry
  }

  isOpen(entry: Entry): boolean {
    return this.unknown.has(entry)
  }

  /** An answer that nobody waited for any more. */
  cameBackLate(told: Told, outcome: Outcome): void {
    const entry = this.byKey.get(told.key)
    if (entry && outcome.kind !== 'unknown') this.cameBack(entry, outcome)
  }

  cameBack(entry: Entry, outcome: Outcome): void {
    switch (outcome.kind) {
      case 'acknowledged':
        if (entry.answers.length === 0) this.acknowledged += 1
        entry.answers.push(outcome.answer)
        break
      case 'refused':
        entry.refusals.push(outcome.code)
        break
      case 'fault':
        entry.faults.push(outcome.message)
        break
      case 'unknown':
        this.unavailable += 1
        if (entry.answers.length + entry.refusals.length + entry.faults.length === 0) this.unknown.add(entry)
        return
    }
    this.unknown.delete(entry)
  }
}
