/**
 * The way in for `.bpmn` files: read one at a time in a thread of its own, with a limit on time and memory. Whatever
 * the file does to the parser, the answer is a list of problems, and the next file gets a working thread.
 */
import type { Worker } from 'node:worker_threads'
import { reasonOf } from '../model/reason-of.ts'
import { DEFAULT_BPMN_LIMITS, type BpmnLimits } from './bpmn-limits.ts'
import type { BpmnReading } from './bpmn-reading.ts'
import type { Insertion } from './layout/make-drawing.ts'
import { startWorker } from './start-worker.ts'

export interface BpmnReader {
  /** @param resource file name within its bundle, for the problems */
  read(resource: string, text: string): Promise<BpmnReading>
  /** The drawing that a file lacks; null where it has one. Rejects when none could be made now. */
  draw(text: string): Promise<Insertion | null>
  /** Stops the thread; what is still being read ends with a problem. A later `read` starts a new one. */
  close(): Promise<void>
}

/** What the thread is told. */
export type Request =
  | { readonly kind: 'read'; readonly resource: string; readonly text: string }
  | { readonly kind: 'draw'; readonly text: string }

type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'read'; readonly reading: BpmnReading }
  | { readonly kind: 'drawn'; readonly drawing: Insertion | null }

/** The thread starts with the first file, and does not keep the process alive while nothing is read. */
export function createBpmnReader(limits: Partial<BpmnLimits> = {}): BpmnReader {
  const bounds: BpmnLimits = { ...DEFAULT_BPMN_LIMITS, ...limits }
  let worker: Worker | null = null
  let queue: Promise<unknown> = Promise.resolve()

  const stop = async () => {
    const stopped = worker
    worker = null
    await stopped?.terminate()
  }
  const start = async (): Promise<Worker> => {
    const thread = startWorker('./bpmn-worker.ts', import.meta.url, {
      workerData: bounds,
      resourceLimits: { maxOldGenerationSizeMb: bounds.maxHeapMb },
    })
    worker = thread
    // A thread that ends while nobody waits for it is replaced at the next file; its error must not end the process.
    thread.on('error', () => undefined)
    thread.on('exit', () => {
      if (worker === thread) worker = null
    })
    await answerOf(thread, bounds.startTimeoutMs)
    return thread
  }
  const tell = async (request: Request): Promise<Answer> => {
    try {
      const thread = worker ?? (await start())
      const answer = answerOf(thread, bounds.readTimeoutMs)
      thread.postMessage(request)
      return await answer
    } catch (error) {
      await stop()
      throw error
    }
  }
  const inTurn = (request: Request): Promise<Answer> => {
    const answer = queue.then(() => tell(request))
    queue = answer.catch(() => undefined)
    return answer
  }

  return {
    read: async (resource, text) => {
      // Not even copied into the thread: the limit there counts bytes, of which there are at least as many.
      if (text.length > bounds.maxBytes) {
        return refusal(resource, 'too-large', `The file is larger than ${bounds.maxBytes} bytes; split the process.`)
      }
      try {
        const told = await inTurn({ kind: 'read', resource, text })
        if (told.kind === 'read') return told.reading
        throw new Error(`Expected a reading, but the thread said "${told.kind}".`)
      } catch (error) {
        return unreadable(resource, error)
      }
    },
    draw: async (text) => {
      if (text.length > bounds.maxBytes) return null
      const told = await inTurn({ kind: 'draw', text })
      return told.kind === 'drawn' ? told.drawing : null
    },
    close: stop,
  }
}

/** The next message of the thread; rejects when the thread fails or ends, or time is up. */
function answerOf(worker: Worker, timeoutMs: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = (how: () => void) => {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      // Idle, it must not keep the process alive.
      worker.unref()
      how()
    }
    const onMessage = (answer: Answer) => settle(() => resolve(answer))
    const onError = (error: unknown) => settle(() => reject(error))
    const onExit = () => settle(() => reject(new ThreadEnded()))
    const timer = setTimeout(() => settle(() => reject(new TimeUp(timeoutMs))), timeoutMs)
    worker.ref()
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
  })
}

class TimeUp extends Error {
  constructor(timeoutMs: number) {
    super(`Expected an answer within ${timeoutMs} ms, but there was none.`)
  }
}

class ThreadEnded extends Error {
  constructor() {
    super('Expected the reading thread to answer, but it ended.')
  }
}

function unreadable(resource: string, error: unknown): BpmnReading {
  if (error instanceof TimeUp) {
    return refusal(resource, 'reading-took-too-long', 'Reading the file took too long; make the diagram simpler.')
  }
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return refusal(resource, 'reading-took-too-much-memory', 'Reading the file took too much memory; make it smaller.')
  }
  if (error instanceof ThreadEnded) {
    return refusal(resource, 'reading-stopped', 'Reading was stopped before the file was read; upload it again.')
  }
  const reason = reasonOf(error)
  return refusal(resource, 'reading-failed', `The file could not be read (${reason.slice(0, 200)}); export it again.`)
}

function refusal(resource: string, code: string, message: string): BpmnReading {
  return { processes: [], problems: [{ severity: 'error', resource, elementId: null, line: null, code, message }] }
}
