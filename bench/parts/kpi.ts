/** Pages of indicators over very much history: how long the slowest wait, and what a completed case costs to be measured. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { loadConfig, loadHouse, loadProcesses, root } from '../built.ts'
import { percentile } from '../clients.ts'
import { cpuSeconds, figure, progress } from '../figure.ts'
import { fillHistory } from '../fill-history.ts'
import { median } from '../rounds.ts'
import { scale } from '../scale.ts'
import { startServer } from '../server.ts'
import { withFolder } from '../temporary-folder.ts'
import { ADMIN, furnish, openTypicalEngine } from '../typical-house.ts'

/** People who look at figures at the same time. */
const READERS = 4
const LOGIN = { user: 'opm', password: 'who looks at the figures' }
const PERIOD = '2026-02'
const GOAL = { atMost: 300 }

const PAGES: Readonly<Record<string, string>> = {
  overview: `/measures?period=${PERIOD}`,
  process: `/measures/processes/application?period=${PERIOD}`,
  'process, one service': `/measures/processes/application?period=${PERIOD}&service=service-3`,
  'process, a year': '/measures/processes/request?period=2025',
  service: `/measures/services/service-s-001?period=${PERIOD}`,
  indicator: `/measures/indicators/request.lead-time?period=${PERIOD}`,
  'indicator, a year': '/measures/indicators/request.lead-time?period=2025',
  'report of volumes': `/measures/reports/volumes?period=${PERIOD}`,
  'report of levels': `/measures/reports/service-levels?period=${PERIOD}`,
  'all values of 12 months, JSON': `/api/measures?period=${PERIOD}&periods=12`,
  'all values of a year by service, JSON': '/api/measures?period=2025&by=service',
  'process of 12 months, CSV': `/api/measures/export?processKey=request&period=${PERIOD}&periods=12`,
}

export async function measureKpi(): Promise<void> {
  await withFolder(async (folder) => {
    const path = join(folder, 'kpi.db')
    const cases = await fill(path)
    const measured = await countEverything(path)
    const facts = { events: scale.historyEvents, cases, databaseGB: Number((statSync(path).size / 1e9).toPrecision(3)) }
    figure('measuring, processor time per case', (1e6 * measured.cpuSeconds) / cases, 'µs', facts)
    figure('measuring, cases per second', cases / measured.seconds, 'cases/s', facts)

    const environment = { INSTITUTION_ID: ADMIN.institutionId, FILES_PATH: join(folder, 'files'), WORKERS: 'off' }
    await addReader(path, environment)
    const server = await startServer({ path }, folder, environment)
    try {
      const cookie = await logIn(server.url)
      for (const [name, address] of Object.entries(PAGES)) {
        const runs = []
        for (let round = 0; round < scale.rounds; round += 1) {
          const alone = await visit(server.url, cookie, address, 1)
          runs.push({ alone, together: await visit(server.url, cookie, address, READERS) })
        }
        const together = Math.round(median(runs.map((run) => run.together)))
        const more = { ...facts, readers: 1, p99OfReaders: { readers: READERS, ms: together } }
        figure(`KPI page, ${name}, p99`, median(runs.map((run) => run.alone)), 'ms', more, GOAL)
      }
    } finally {
      await server.stop()
    }
  })
}

async function fill(path: string): Promise<number> {
  const engine = await openTypicalEngine(path, '10:00')
  await furnish(engine)
  const { items } = await engine.listDefinitions({ institutionId: ADMIN.institutionId, limit: 200 })
  await engine.close()
  const definitions = new Map(items.map(({ processKey, id }) => [processKey, id]))
  const cases = fillHistory(path, ADMIN.institutionId, definitions, scale.historyEvents)
  progress(`  ${cases} cases with ${scale.historyEvents} lines of history`)
  return cases
}

/** The figures are new to this database, so that everything is measured, as after a change of the formulas. */
async function countEverything(path: string): Promise<{ readonly cpuSeconds: number; readonly seconds: number }> {
  const known = await loadProcesses()
  const { indicators } = known.loadProcessData(join(root, 'processes'))
  const engine = await openTypicalEngine(path, '10:00', indicators.flatMap(known.figuresOf))
  const [began, cpu] = [performance.now(), cpuSeconds()]
  engine.startWorkers()
  do await pause(200)
  while (await isBusy(engine))
  const measured = { cpuSeconds: cpuSeconds() - cpu, seconds: (performance.now() - began) / 1000 }
  await engine.close()
  return measured
}

async function isBusy(engine: Awaited<ReturnType<typeof openTypicalEngine>>): Promise<boolean> {
  const { due, isWalking } = await engine.getMeasuringStanding()
  return due > 0 || isWalking
}

async function addReader(path: string, environment: Readonly<Record<string, string>>): Promise<void> {
  const [{ openHouse }, { readConfig }] = [await loadHouse(), await loadConfig()]
  const config = readConfig({ RITUMS_MODE: 'production', DATABASE_PATH: path, PORT: '0', ...environment })
  const log = { info() {}, warn() {}, error() {} }
  const house = await openHouse({ config, log, print: () => {} })
  try {
    const by = { id: 'system', institutionId: config.institutionId, grants: new Set(['*']) }
    await house.identity.people.create({ by, login: LOGIN.user, name: 'Valdis Priede', password: LOGIN.password })
    for (const role of ['OPM', 'SM']) await house.identity.people.giveRole({ by, login: LOGIN.user, role: { role } })
  } finally {
    await house.close()
  }
}

async function logIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(LOGIN),
  })
  if (!answer.ok) throw new Error(`Expected to log in, but got ${answer.status}.`)
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

/** Milliseconds of one reading. */
async function read(url: string, cookie: string, address: string): Promise<number> {
  const began = performance.now()
  const answer = await fetch(`${url}${address}`, {
    headers: { Cookie: cookie, Accept: address.startsWith('/api/') ? '*/*' : 'text/html' },
  })
  const html = await answer.text()
  const isThere = address.startsWith('/api/') ? html.includes('request.lead-time') : html.includes('ritums-table')
  if (answer.status !== 200 || !isThere)
    throw new Error(`Expected ${address} to answer with figures, but it said ${answer.status}.`)
  return performance.now() - began
}

/** Readers open the page again and again; each waits for its answer. @returns p99 in milliseconds */
async function visit(url: string, cookie: string, address: string, readers: number): Promise<number> {
  await read(url, cookie, address)
  const until = performance.now() + (scale.seconds * 1000) / 2
  const waits: number[] = []
  const reader = async (): Promise<void> => {
    while (performance.now() < until) waits.push(await read(url, cookie, address))
  }
  await Promise.all(Array.from({ length: readers }, reader))
  return percentile(
    waits.toSorted((one, other) => one - other),
    0.99,
  )
}
