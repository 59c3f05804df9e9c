/**
 * The time of the machine, as far as the engine looks at it: how long a batch has taken, when a worker looks again. The
 * clock of the cases is a port; this is what is left, and a schedule could not come again without holding it, too.
 *
 * While it is held, nothing passes by itself. Waiting timers fire when everything else is at rest, the next one first.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Random } from '../random.ts'

/** Longer than any work that goes on without a timer takes. */
const TURNS_AT_REST = 30
const MOST_TIMERS = 2000
/** More than a batch may take: the next command has to wait for the next transaction. */
const SLOW_MS = 11

/** The machine's time in the hands of a schedule. */
export interface MachineTime {
  /**
   * Waits until the promise is settled or `isOver` says that it never will be; lets timers fire where nothing else goes on.
   *
   * @param progress a number that changes while something goes on
   */
  until(promise: Promise<unknown>, isOver: () => boolean, progress: () => number): Promise<void>
  /** Lets everything come to its end that needs nobody and no time. */
  rest(progress: () => number): Promise<void>
  /** Timers of a process that is gone. */
  forgetTimers(): void
  /** Gives time back to the machine. */
  release(): void
}

interface Timer {
  readonly call: () => void
  readonly every: number | null
  at: number
}

/** @param slowness how probable it is that the machine takes longer than a batch may between two looks at the time */
export function holdMachineTime(random: Random, slowness: number): MachineTime {
  const real = {
    now: Object.getOwnPropertyDescriptor(performance, 'now'),
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    setInterval: globalThis.setInterval,
    clearInterval: globalThis.clearInterval,
  }
  const timers = new Map<number, Timer>()
  let now = 0
  let made = 0

  const set = (call: (...given: unknown[]) => void, ms = 0, every: number | null, given: unknown[]): object => {
    const id = ++made
    timers.set(id, { call: () => call(...given), every, at: now + Math.max(ms, 1) })
    const handle = { ref: () => handle, unref: () => handle, hasRef: () => true, [Symbol.toPrimitive]: () => id }
    return handle
  }
  const clear = (handle: unknown): void => {
    if (handle !== undefined && handle !== null) timers.delete(Number(handle))
  }
  Object.defineProperty(performance, 'now', {
    configurable: true,
    value: () => (now += random.chance(slowness) ? SLOW_MS : 0),
  })
  Object.assign(globalThis, {
    setTimeout: (call: () => void, ms?: number, ...given: unknown[]) => set(call, ms, null, given),
    setInterval: (call: () => void, ms = 1, ...given: unknown[]) => set(call, ms, ms, given),
    clearTimeout: clear,
    clearInterval: clear,
  })

  function fireNext(): boolean {
    const [next] = [...timers].sort(([idA, a], [idB, b]) => a.at - b.at || idA - idB)
    if (!next) return false
    const [id, timer] = next
    now = Math.max(now, timer.at)
    if (timer.every === null) timers.delete(id)
    else timer.at = now + timer.every
    timer.call()
    return true
  }

  /** @returns whether nothing has gone on for some turns, rather than that it is over */
  async function isAtRest(isOver: () => boolean, progress: () => number): Promise<boolean> {
    let before = progress()
    for (let idle = 0; idle < TURNS_AT_REST; idle++) {
      await nextTurn()
      if (isOver()) return false
      const after = progress()
      if (after !== before) idle = 0
      before = after
    }
    return true
  }

  return {
    async until(promise, isOver, progress) {
      let settled = false
      const settle = (): void => void (settled = true)
      promise.then(settle, settle)
      for (let fired = 0; fired < MOST_TIMERS; fired++) {
        if (!(await isAtRest(() => settled || isOver(), progress))) return
        if (!fireNext())
          throw new Error('Expected somebody to go on, but everything is at rest and nobody has answered.')
      }
      throw new Error(`Expected an answer within ${MOST_TIMERS} timers, but there was none.`)
    },
    async rest(progress) {
      await isAtRest(() => false, progress)
    },
    forgetTimers: () => timers.clear(),
    release() {
      if (real.now) Object.defineProperty(performance, 'now', real.now)
      else Reflect.deleteProperty(performance, 'now')
      const { setTimeout, clearTimeout, setInterval, clearInterval } = real
      Object.assign(globalThis, { setTimeout, clearTimeout, setInterval, clearInterval })
    },
  }
}
