/** The typical edition with its seeds and everything that knows service management, as `api/main.ts` wires it. */
import { join } from 'node:path'
import type { Actor, Engine } from '../engine/engine.ts'
import type { EnginePorts } from '../engine/ports.ts'
import { loadBundle, loadEngine, loadProcesses, root } from './built.ts'

const INSTITUTION = 'demo'

/** Somebody who holds these roles in the whole institution. */
export function person(id: string, ...roles: readonly string[]): Actor {
  const groups = roles.flatMap((role) => [role, `${role}@*`])
  return { id, institutionId: INSTITUTION, groups, language: 'lv', mayManage: false }
}

/** Who deploys, keeps the registers and lets systems in. */
export const ADMIN: Actor = { ...person('admin', 'ADMIN'), mayManage: true }

/**
 * An engine whose clock goes on as every clock does, from 12 March 2026, a Thursday: within working time, whenever it is
 * measured.
 *
 * @param path a SQLite file
 * @param figures what is measured; nothing by default
 * @param time the clock on the wall in Riga when it opens, e.g. `10:40`
 */
export async function openTypicalEngine(path: string, time: string, figures?: EnginePorts['figures']): Promise<Engine> {
  const begins = Date.parse(`2026-03-12T${time}:00+02:00`)
  const { createEngine } = await loadEngine()
  const known = await loadProcesses()
  const forms = known.createFormChecker()
  const data = known.loadProcessData(join(root, 'processes'), forms)
  const opened = performance.now()
  return createEngine({
    database: { path },
    clock: { now: () => new Date(begins + Math.round(performance.now() - opened)) },
    forms,
    handlers: known.createHandlers(data, forms),
    environment: known.createCaseEnvironment({ calendars: data.calendars, settings: data.defaultSettings }),
    taskEvents: known.createTaskEvents(data),
    registers: data.registers,
    recordRules: known.createRecordRules(data.calendars),
    undeliveredMessageProcess: String(data.defaultSettings['undeliveredMessageProcess'] ?? ''),
    institutions: async () => [INSTITUTION],
    ...(figures ? { figures } : {}),
  })
}

/** Deploys the edition and writes its seeds, once for a database. */
export async function furnish(engine: Engine): Promise<void> {
  const [{ TYPICAL }, { readTypicalBundle }, known] = [await loadEngine(), await loadBundle(), await loadProcesses()]
  const { registers } = known.loadProcessData(join(root, 'processes'), known.createFormChecker())
  const resources = readTypicalBundle(root)
  await engine.deploy({
    by: { ...ADMIN, institutionId: '' },
    name: 'typical',
    owner: TYPICAL,
    resources,
    activate: true,
  })
  for (const { register, records } of known.loadSeeds(join(root, 'processes'), registers)) {
    for (const record of records) await engine.createRecord({ by: ADMIN, register, ...record })
  }
}
