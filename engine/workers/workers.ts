import type { EngineParts } from '../commands/engine-parts.ts'
import type { AutomaticStep } from '../commands/unit.ts'
import { scheduleStartTimers } from '../commands/schedule-start-timers.ts'
import { reasonOf } from '../model/reason-of.ts'
import { forgetAnswers, hasDueSteps } from '../store/look-ups/due-work.ts'
import type { FollowUp, Session } from '../store/session.ts'
import type { DueWork } from '../store/store.ts'
import { addDuration } from '../time/iso8601.ts'
import { dueTimers } from './due-timers.ts'
import { forgetOld } from './forget-old.ts'
import { measuring } from './measuring.ts'
import { messageDelivery } from './message-delivery.ts'
import { openJobs } from './open-jobs.ts'
import { outboxSending } from './outbox.ts'
import { pendingCommands } from './pending-commands.ts'
import { startTimers } from './start-timers.ts'
import { taskDeadlines } from './task-deadlines.ts'
import { untilNothingIsDue } from './until-nothing-is-due.ts'
import { createWorker } from './worker.ts'

/** All workers of one engine. */
export interface Workers {
  start(): void
  nudge(): void
  /** Has steps done at once, after the command that leaves them; left to themselves while the workers rest. */
  follow(steps: readonly AutomaticStep[], session: Session): void
  /** Does everything that is due, until nothing is. @throws Error when that never ends */
  settle(): Promise<void>
  /** Waits a moment, while the workers run, for the automatic steps of some root instances; not for those of a crowd. */
  waitForHops(roots: ReadonlySet<string>): Promise<void>
  stop(): Promise<void>
}

/** A page waits this long for what happens by itself, so that the next task is there. */
const HOP_WAIT_MS = 900
/** A signal may reach thousands of cases; nobody waits for all of them, and a query holds only so many values. */
const MOST_ROOTS_WAITED_FOR = 100
const HOUSEKEEPING_MS = 60_000
/** How long an idempotency key is remembered. */
const ANSWERS_KEPT = '-P7D'

/** Makes the workers of an engine; they rest until `start`. */
export function createWorkers(parts: EngineParts): Workers {
  let waiters: (() => void)[] = []
  const wakeWaiters = (): void => {
    const woken = waiters
    waiters = []
    for (const wake of woken) wake()
  }
  const nudge = (): void => {
    if (running) for (const worker of workers) worker.nudge()
  }
  const { log, store } = parts
  const ports = {
    store,
    log,
    afterRound({ followed }: { readonly followed: boolean }): void {
      wakeWaiters()
      if (!followed) nudge()
    },
  }
  const works = { pending: pendingCommands(parts), jobs: openJobs(parts), messages: messageDelivery(parts) }
  const workers = [
    createWorker(works.pending, ports),
    createWorker(works.jobs, ports),
    createWorker(works.messages, ports),
    createWorker(dueTimers(parts), ports),
    createWorker(startTimers(parts), ports),
    createWorker(outboxSending(parts), ports),
    ...(parts.taskEvents === null ? [] : [createWorker(taskDeadlines(parts), ports)]),
    // Last: what the others do is measured after it.
    ...(parts.measuring === null ? [] : [createWorker(measuring(parts, parts.measuring), ports)]),
  ]
  let running = false
  let housekeeping: NodeJS.Timeout | undefined

  async function keepHouse(): Promise<void> {
    try {
      await scheduleStartTimers(parts)
      const before = addDuration(parts.clock.now().toISOString(), ANSWERS_KEPT)
      await parts.store.write((manager) => forgetAnswers(manager, before))
      await forgetOld(parts, () => running)
    } catch (error) {
      log.error({ error: reasonOf(error) }, 'housekeeping failed')
    }
  }

  function followUpOf(step: AutomaticStep): FollowUp {
    switch (step.kind) {
      case 'job':
        return followUp(works.jobs, step.row)
      case 'pending-command':
        return followUp(works.pending, step.row)
      case 'message':
        return followUp(works.messages, step.row)
    }
  }

  /** The command before is done and on disk: that nobody can look any more, e.g. while closing, must not undo its answer. */
  async function hopsLeft(roots: ReadonlySet<string>): Promise<boolean> {
    if (!running) return false
    try {
      return await parts.store.read((manager) => hasDueSteps(manager, roots, parts.clock.now().toISOString()))
    } catch (error) {
      log.warn({ error: error instanceof Error ? error.message : String(error) }, 'does not wait for automatic steps')
      return false
    }
  }

  return {
    start() {
      if (running) return
      running = true
      for (const worker of workers) worker.start()
      housekeeping = setInterval(() => void keepHouse(), HOUSEKEEPING_MS)
    },
    nudge,
    follow(steps, session) {
      if (running) for (const step of steps) session.follow(followUpOf(step))
    },
    settle: () =>
      untilNothingIsDue(async () => {
        let done = 0
        for (const worker of workers) done += (await worker.round()).done
        return done
      }),
    async waitForHops(roots) {
      if (!running || roots.size === 0 || roots.size > MOST_ROOTS_WAITED_FOR) return
      const over = new AbortController()
      const timer = setTimeout(() => {
        over.abort()
        wakeWaiters()
      }, HOP_WAIT_MS)
      try {
        while (!over.signal.aborted) {
          const woken = new Promise<void>((resolve) => waiters.push(resolve))
          if (!(await hopsLeft(roots))) return
          await woken
        }
      } finally {
        clearTimeout(timer)
      }
    },
    async stop() {
      running = false
      clearInterval(housekeeping)
      wakeWaiters()
      // All at once: none begins anything while another finishes.
      await Promise.all(workers.map((worker) => worker.stop()))
    },
  }
}

function followUp<Item>(work: DueWork<Item>, item: Item): FollowUp {
  return {
    run: (session) => work.run(item, session),
    failed: (error, session) => work.failed(item, error, session),
  }
}
