import type { Effect } from '../../../engine/model/effect.ts'
import type { InstanceEvent } from '../../../engine/model/instance-event.ts'
import type { InstanceState } from '../../../engine/model/instance-state.ts'

/** What the effects have opened and not closed: the rows that there would be. */
export class OpenWork {
  readonly tasks = new Set<string>()
  readonly jobs = new Set<string>()
  readonly calls = new Set<string>()
  readonly incidents = new Set<string>()
  /** Timers by their due time, subscriptions by what they listen for. */
  readonly listening = new Map<string, string>()
  /** Token → the element that it came to last and has not left. */
  private readonly places = new Map<string, string>()
  /** Ids of all that was there once. */
  readonly past: string[] = []
  ended = false

  /** A called process that answered is over: nobody closes the call. */
  answered(event: InstanceEvent): void {
    if (event.kind === 'call-completed' || event.kind === 'call-failed') this.calls.delete(event.callId)
    if (event.kind === 'error-thrown' && 'callId' in event.from) this.calls.delete(event.from.callId)
  }

  /** @returns what is wrong with the effects; null when nothing is */
  keep(effects: readonly Effect[]): string | null {
    for (const effect of effects) {
      const wrong = this.keepOne(effect)
      if (wrong !== null) return wrong
    }
    return null
  }

  /** @returns where the state waits for something else than what is open */
  compare(state: InstanceState): string | null {
    const tokens = Object.values(state.tokens)
    const waits = tokens.map(({ wait }) => wait)
    const triggers = Object.values(state.triggers).flatMap(({ id, on }): [string, string][] =>
      on.type === 'condition'
        ? []
        : [
            [
              id,
              on.type === 'timer'
                ? on.dueAt
                : `${on.type} ${on.name} ${on.type === 'message' ? on.correlationKey : null}`,
            ],
          ],
    )
    return (
      same(
        'task',
        this.tasks,
        waits.flatMap((wait) => (wait.for === 'task' ? [wait.taskId] : [])),
      ) ??
      same(
        'job',
        this.jobs,
        waits.flatMap((wait) =>
          wait.for === 'job' ? [wait.jobId] : wait.for === 'incident' && wait.jobId !== null ? [wait.jobId] : [],
        ),
      ) ??
      same(
        'call',
        this.calls,
        waits.flatMap((wait) => (wait.for === 'call' ? [wait.callId] : [])),
      ) ??
      same(
        'incident',
        this.incidents,
        waits.flatMap((wait) => (wait.for === 'incident' ? [wait.incidentId] : [])),
      ) ??
      same(
        'listener',
        [...this.listening].map((entry) => entry.join(' ')),
        triggers.map((entry) => entry.join(' ')),
      ) ??
      (this.ended === (state.status !== 'active') ? null : `The state is ${state.status}, the effects say otherwise.`)
    )
  }

  private keepOne(effect: Effect): string | null {
    if (this.ended && effect.kind !== 'history') return `"${effect.kind}" comes after the end.`
    switch (effect.kind) {
      case 'task-opened':
        return this.open(this.tasks, effect.taskId)
      case 'task-changed':
        return this.tasks.has(effect.taskId) ? null : `Task "${effect.taskId}" is changed, but not open.`
      case 'task-closed':
        return this.close(this.tasks, effect.taskId)
      case 'job-opened':
        return this.open(this.jobs, effect.jobId)
      case 'job-closed':
        return this.close(this.jobs, effect.jobId)
      case 'call-started':
        return this.open(this.calls, effect.callId)
      case 'call-cancelled':
        return this.close(this.calls, effect.callId)
      case 'incident-opened':
        return this.open(this.incidents, effect.incidentId)
      case 'incident-closed':
        return this.close(this.incidents, effect.incidentId)
      case 'timer-set':
        this.listening.set(effect.triggerId, effect.dueAt)
        return null
      case 'subscription-set':
        if (this.listening.has(effect.triggerId)) return `Listener "${effect.triggerId}" is set twice.`
        this.listening.set(effect.triggerId, `${effect.type} ${effect.name} ${effect.correlationKey}`)
        return null
      case 'timer-removed':
      case 'subscription-removed':
        if (!this.listening.delete(effect.triggerId))
          return `Listener "${effect.triggerId}" is removed, but was not set.`
        this.past.push(effect.triggerId)
        return null
      case 'history':
        return this.move(effect)
      case 'instance-ended':
        this.ended = true
        return null
      default:
        return null
    }
  }

  /** A token leaves or loses only the element that it came to, and each only once. */
  private move({ type, elementId, data }: Extract<Effect, { kind: 'history' }>): string | null {
    const { tokenId } = data
    if (typeof tokenId !== 'string' || elementId === null) return null
    if (type === 'element-entered') this.places.set(tokenId, elementId)
    if (type !== 'element-left') return null
    if (this.places.get(tokenId) !== elementId)
      return `Token "${tokenId}" leaves ${elementId}, but is at ${this.places.get(tokenId) ?? 'no element'}.`
    this.places.delete(tokenId)
    return null
  }

  private open(set: Set<string>, id: string): string | null {
    if (set.has(id)) return `"${id}" is opened twice.`
    set.add(id)
    return null
  }
  private close(set: Set<string>, id: string): string | null {
    if (!set.delete(id)) return `"${id}" is closed, but not open.`
    this.past.push(id)
    return null
  }
}

const same = (what: string, open: Iterable<string>, waited: readonly string[]): string | null => {
  const [one, other] = [[...open].sort(), [...waited].sort()]
  return one.join() === other.join()
    ? null
    : `Open ${what}s are [${one.join()}], but the state waits for [${other.join()}].`
}
