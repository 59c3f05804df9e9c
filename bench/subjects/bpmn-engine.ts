/**
 * bpmn-engine 25 as one would make it durable in an afternoon: after every step its whole state goes as JSON into one
 * row, in one fsynced commit. Two ways of writing that:
 *
 * - `recovered`: each completion reads the row, recovers the engine from it, resumes, signals the task, stores. Nothing
 *   is kept between two steps, as in a server whose instances wait for days.
 * - `kept`: the engine of a running instance stays in memory and only its state is stored. One waiting instance then
 *   takes about two megabytes.
 *
 * Conditions are functions prepared beforehand and there are no task lists, history or forms: all that is for free here.
 */
import { EventEmitter } from 'node:events'
import SqliteDatabase from 'better-sqlite3'
import { Engine } from 'bpmn-engine'
import type { Variables } from '../../engine/model/json.ts'
import { inTurns, runClients, type ClientSettings, type Measured, type Tell } from '../clients.ts'
import { CASES, permitXml, type Case } from '../permit.ts'

export interface BpmnEngineSettings extends ClientSettings {
  readonly path: string
  readonly way: 'recovered' | 'kept'
}

const CONDITIONS: Readonly<Record<string, (variables: Variables) => boolean>> = {
  '=amount > 1000': ({ amount }) => Number(amount) > 1000,
  '=approved': ({ approved }) => approved === true,
  '=amount > 1000 and approved': ({ amount, approved }) => Number(amount) > 1000 && approved === true,
}

/** The end events of the process itself. */
const LAST: ReadonlySet<string> = new Set(['archived', 'closed'])

interface Running {
  readonly signal: (elementId: string) => void
  readonly state: () => Promise<string>
  /** Whether it has come to its end. */
  readonly isOver: () => boolean
  /** Clears its timers. */
  readonly drop: () => void
}

const source = permitXml()

async function open(stored: string | null, variables: Variables): Promise<Running> {
  const isCondition = (text: unknown): boolean => typeof text === 'string' && text.startsWith('=')
  const expressions = {
    resolveExpression: (text: string) => CONDITIONS[text]?.(variables) ?? text,
    isExpression: isCondition,
    hasExpression: isCondition,
  }
  const listener = new EventEmitter()
  let over = false
  listener.on('activity.end', ({ id }: { id: string }) => {
    if (LAST.has(id)) over = true
  })
  const engine = new Engine({
    name: 'permit',
    expressions,
    ...(stored === null ? { source } : {}),
  })
  const execution =
    stored === null
      ? await engine.execute({ listener, variables } as unknown as Parameters<typeof engine.execute>[0])
      : await engine.recover(JSON.parse(stored)).resume({ listener })
  return {
    signal: (id) => execution.signal({ id }),
    state: async () => JSON.stringify(await engine.getState()),
    isOver: () => over,
    drop: () => void engine.stop(),
  }
}

export async function measure(settings: BpmnEngineSettings): Promise<Measured> {
  const database = new SqliteDatabase(settings.path)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec('CREATE TABLE instance (id INTEGER PRIMARY KEY, variables TEXT NOT NULL, state TEXT NOT NULL)')
  const insert = database.prepare<[number, string, string]>('INSERT INTO instance VALUES (?, ?, ?)')
  const update = database.prepare<[string, string, number]>('UPDATE instance SET variables = ?, state = ? WHERE id = ?')
  const select = database.prepare<[number], { variables: string; state: string }>('SELECT * FROM instance WHERE id = ?')

  const runInstance = async (number: number, { variables, tasks }: Case, complete: Tell): Promise<void> => {
    const started = { ...variables }
    let running = await open(null, started)
    insert.run(number, JSON.stringify(started), await running.state())
    let known: Variables = started
    for (const { elementId, data } of tasks) {
      await complete(async () => {
        if (settings.way === 'recovered') {
          running.drop()
          const row = select.get(number)
          if (row === undefined) throw new Error(`Expected instance ${number} to be stored, but it is not.`)
          known = JSON.parse(row.variables) as Variables
          running = await open(row.state, known)
        }
        Object.assign(known, data)
        running.signal(elementId)
        update.run(JSON.stringify(known), await running.state(), number)
      })
    }
    if (!running.isOver()) throw new Error(`Expected bpmn-engine to end after its eight tasks, but it still runs.`)
  }

  const measured = await runClients(settings, (number, complete) =>
    runInstance(number, inTurns(CASES, number), complete),
  )
  database.close()
  return measured
}
