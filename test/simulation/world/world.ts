/**
 * Worlds: bundles of random processes, deployed once and kept as a picture of their database. Reading diagrams takes the
 * engine a thread and most of a second, so the schedules of a run share a few worlds.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EMBEDDED, TYPICAL, createEngine } from '../../../engine/index.ts'
import { createHandlers } from '../house/handlers.ts'
import { openDatabase, storeOn } from '../house/open-parts.ts'
import { seededIds } from '../machine/seeded-ids.ts'
import { silentLog } from '../../support/silent-log.ts'
import { createRandom } from '../random.ts'
import { randomBlock } from './block.ts'
import { HELPERS } from './diagrams.ts'
import { drawProcess } from './draw.ts'
import { LEDGER } from './ledger.ts'

/** When every schedule begins. */
export const BEGINNING = '2026-03-02T08:00:00.000Z'
const PROCESSES = 16

/** A bundle, and the database in which it is deployed and in force, without a case. */
export interface World {
  /** BPMN of the random processes, by key. */
  readonly diagrams: Readonly<Record<string, string>>
  readonly database: Buffer
}

const worlds = new Map<string, Promise<World>>()

/** The world of that name: the same name, the same diagrams. */
export function openWorld(name: string): Promise<World> {
  const known = worlds.get(name)
  if (known) return known
  const made = makeWorld(name)
  worlds.set(name, made)
  return made
}

async function makeWorld(name: string): Promise<World> {
  const diagrams = drawAll(name)
  const folder = mkdtempSync(join(tmpdir(), 'simulation-'))
  const path = join(folder, 'engine.db')
  try {
    const random = createRandom(name)
    const handlers = createHandlers(random)
    const clock = { now: () => new Date(BEGINNING) }
    const database = await openDatabase(path, clock)
    const engine = await createEngine({
      store: storeOn(database, database.main, { clock, log: silentLog, newId: seededIds(clock, random) }),
      clock,
      handlers: { get: (key) => handlers[key], names: () => Object.keys(handlers) },
      registers: [LEDGER],
    })
    try {
      const bundle = { ...HELPERS, ...diagrams }
      const files = Object.entries(bundle).map(([key, content]) => ({ name: `${key}.bpmn`, content }))
      const resources = [...files, { name: 'messages.json', content: JSON.stringify({ messages: CONTRACTS }) }]
      await engine.deploy({ by: EMBEDDED, name, owner: TYPICAL, activate: true, resources })
    } finally {
      await engine.close()
      await database.close()
    }
    return { diagrams, database: readFileSync(path) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function drawAll(name: string): Record<string, string> {
  const random = createRandom(`world ${name}`)
  return Object.fromEntries(
    Array.from({ length: PROCESSES }, (_, index) => {
      const key = `random-${index}`
      return [key, drawProcess(key, randomBlock(random, 2 + random.below(8)))]
    }),
  )
}

const CONTRACTS = ['case.note', 'case.paid', 'case.asked', 'case.answered'].map((name) => ({
  name,
  key: 'caseId',
  uniqueBy: [],
  payload: null,
  timeToLive: null,
  external: true,
}))
