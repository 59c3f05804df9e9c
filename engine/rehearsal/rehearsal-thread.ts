/** The thread of one rehearsal, with a fence around it: time for each question, memory for all of them. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { startWorker } from '../bpmn/start-worker.ts'
import type { ProcessDefinition } from '../model/process-definition.ts'
import type { Exploration } from './explore.ts'
import type { LimitedElement } from './known-limits.ts'
import type { RehearsalBudget, RehearsalLimits } from './rehearsal-budget.ts'
import type { Replay, ReplayStep, SecondEngine } from './second-engine.ts'

/** What the thread is given when it starts. */
export interface Rehearsable {
  readonly definition: ProcessDefinition
  /** The file that the definition was compiled from. */
  readonly xml: string
  readonly budget: RehearsalBudget
  readonly limits: RehearsalLimits
}

export type Question = { readonly kind: 'explore' } | { readonly kind: 'replay'; readonly steps: readonly ReplayStep[] }

export interface Explored {
  readonly exploration: Exploration
  readonly limited: readonly LimitedElement[]
}

export type ThreadAnswer =
  | { readonly kind: 'ready' }
  | ({ readonly kind: 'explored' } & Explored)
  | { readonly kind: 'replayed'; readonly replay: Replay }
  | { readonly kind: 'failed'; readonly reason: string }

export interface RehearsalThread extends SecondEngine {
  /** @throws Error when the thread does not come back */
  explore(): Promise<Explored>
  close(): Promise<void>
}

/** How much longer than its budget an exploration may take: it looks at the clock between two runs of the core. */
const SLACK_MS = 5_000
/**
 * How long a thread that has answered everything rests before it ends. Node 20 ends the whole process by an assertion
 * (NodePlatform::ForIsolate) where a thread ends while V8 still compiles for it; at rest it soon has nothing to compile.
 */
const REST_MS = 100

/** The thread starts with the first question; after one that broke it, the next question gets a new one. */
export function createRehearsalThread(input: Rehearsable): RehearsalThread {
  const { limits, budget } = input
  let worker: Worker | null = null
  let isClosed = false
  let isBusy = false

  const stop = async (): Promise<void> => {
    const stopped = worker
    worker = null
    await stopped?.terminate()
  }
  const start = async (): Promise<Worker> => {
    const thread = startWorker('./rehearsal-worker.ts', import.meta.url, {
      workerData: input,
      resourceLimits: { maxOldGenerationSizeMb: limits.maxHeapMb },
      // Nothing of this server's settings is to be found there.
      env: {},
    })
    worker = thread
    // A thread that ends while nobody waits for it must not end the process.
    thread.on('error', () => undefined)
    await answerOf(thread, limits.startTimeoutMs)
    return thread
  }
  const ask = async (question: Question, timeoutMs: number): Promise<ThreadAnswer> => {
    if (isClosed) throw new Error('it was stopped')
    isBusy = true
    try {
      const thread = worker ?? (await start())
      const answer = answerOf(thread, timeoutMs)
      thread.postMessage(question)
      return await answer
    } catch (error) {
      await stop()
      throw new Error(whyNot(error, timeoutMs, limits.maxHeapMb), { cause: error })
    } finally {
      isBusy = false
    }
  }

  return {
    async explore() {
      const answer = await ask({ kind: 'explore' }, budget.milliseconds + SLACK_MS)
      if (answer.kind === 'explored') return answer
      throw new Error(answer.kind === 'failed' ? answer.reason : `it answered "${answer.kind}"`)
    },
    async replay(steps) {
      const answer = await ask({ kind: 'replay', steps }, limits.replayTimeoutMs)
      if (answer.kind === 'replayed') return answer.replay
      throw new Error(answer.kind === 'failed' ? answer.reason : `it answered "${answer.kind}"`)
    },
    async close() {
      isClosed = true
      if (worker !== null && !isBusy) await pause(REST_MS)
      await stop()
    },
  }
}

class TimeUp extends Error {}

function whyNot(error: unknown, timeoutMs: number, maxHeapMb: number): string {
  if (error instanceof TimeUp) return `it took longer than ${timeoutMs} ms`
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return `it used more than ${maxHeapMb} MiB of memory`
  return `its thread ended: ${error instanceof Error ? error.message.slice(0, 200) : 'for no known reason'}`
}

/** The next message of the thread; rejects when the thread fails or ends, or time is up. */
function answerOf(worker: Worker, timeoutMs: number): Promise<ThreadAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (how: () => void): void => {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      how()
    }
    const onMessage = (answer: ThreadAnswer): void => settle(() => resolve(answer))
    const onError = (error: unknown): void => settle(() => reject(error))
    const onExit = (): void => settle(() => reject(new Error('it was stopped')))
    const timer = setTimeout(() => settle(() => reject(new TimeUp())), timeoutMs)
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
  })
}
