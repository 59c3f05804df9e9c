import { readFileSync } from 'node:fs'
import { EMBEDDED, TYPICAL, createEngine } from '../../engine/index.ts'
import type {
  Actor,
  Engine,
  EnginePorts,
  Handler,
  HandlerRegistry,
  ProcessInstanceView,
  ResourceFile,
  TaskView,
  Variables,
} from '../../engine/index.ts'
import { type TestDatabase, freshDatabase } from './database.ts'

/** A clock that moves only when it is told. */
export interface MovableClock {
  now(): Date
  /** Moves forward. */
  move(time: { days?: number; hours?: number; minutes?: number; seconds?: number }): void
}

/** @param start default: Monday, 2 March 2026, 08:00 UTC */
export function movableClock(start = '2026-03-02T08:00:00.000Z'): MovableClock {
  let now = Date.parse(start)
  return {
    now: () => new Date(now),
    move({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
      now += ((days * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1000
    },
  }
}

export interface OpenEngineOptions extends Partial<Omit<EnginePorts, 'handlers' | 'clock' | 'store'>> {
  /** Diagrams and what belongs to them: files with content, or names of files in `test/diagrams`. */
  readonly files?: readonly (string | ResourceFile)[]
  readonly handlers?: Readonly<Record<string, Handler>>
  readonly clock?: MovableClock
  /** True: a database that can be closed, so that the engine can be restarted. Default: in memory where there is such a thing. */
  readonly onDisk?: boolean
}

/** An engine for tests, with its clock in the test's hands and everything deployed and in force. */
export interface TestEngine {
  readonly engine: Engine
  readonly clock: MovableClock
  readonly database: TestDatabase
  start(processKey: string, variables?: Variables, businessKey?: string): Promise<ProcessInstanceView>
  /** Open tasks by element id, of one instance or of all. */
  openTasks(processInstanceId?: string): Promise<string[]>
  /** The one open task at an element. */
  task(elementId: string): Promise<TaskView>
  complete(elementId: string, data?: Variables, by?: Actor): Promise<void>
  /** Moves the clock and does what has come due. */
  passTime(time: Parameters<MovableClock['move']>[0]): Promise<void>
  settle(): Promise<void>
  /** Closes the engine and opens it again on the same file. */
  restart(): Promise<void>
  close(): Promise<void>
}

export async function openEngine(options: OpenEngineOptions = {}): Promise<TestEngine> {
  const { files = [], handlers = {}, clock = movableClock(), onDisk = false, ...ports } = options
  const database = await freshDatabase({ onDisk })
  const registry: HandlerRegistry = { get: (name) => handlers[name], names: () => Object.keys(handlers) }
  const open = (): Promise<Engine> => createEngine({ database: database.address, ...ports, clock, handlers: registry })

  let engine = await open()
  if (files.length > 0)
    await engine.deploy({
      by: EMBEDDED,
      name: 'test',
      owner: TYPICAL,
      resources: files.map(readResource),
      activate: true,
    })

  const institutionId = EMBEDDED.institutionId
  const list = async (processInstanceId?: string): Promise<readonly TaskView[]> => {
    const query = { institutionId, state: 'open' as const, limit: 200 }
    return (await engine.listTasks(processInstanceId === undefined ? query : { ...query, processInstanceId })).items
  }
  const task = async (elementId: string): Promise<TaskView> => {
    const found = (await list()).filter((one) => one.elementId === elementId)
    const [only] = found
    if (!only || found.length > 1)
      throw new Error(`Expected one open task at "${elementId}", but there are ${found.length}.`)
    return only
  }

  return {
    get engine() {
      return engine
    },
    clock,
    database,
    start: (processKey, variables = {}, businessKey) =>
      engine.startProcessInstance({
        by: EMBEDDED,
        processKey,
        variables,
        ...(businessKey === undefined ? {} : { businessKey }),
      }),
    openTasks: async (processInstanceId) => (await list(processInstanceId)).map((one) => one.elementId).sort(),
    task,
    async complete(elementId, data = {}, by = EMBEDDED) {
      await engine.completeTask({ by, taskId: (await task(elementId)).id, data })
      await engine.settle()
    },
    async passTime(time) {
      clock.move(time)
      await engine.settle()
    },
    settle: () => engine.settle(),
    async restart() {
      await engine.close()
      engine = await open()
    },
    async close() {
      await engine.close()
      await database.release()
    },
  }
}

function readResource(file: string | ResourceFile): ResourceFile {
  if (typeof file !== 'string') return file
  return { name: file, content: readFileSync(new URL(`../diagrams/${file}`, import.meta.url), 'utf8') }
}
