/** The pages that staff open all day, beside very many open tasks: how many a second, how long the slowest wait, how many bytes. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { loadConfig, loadHouse, root } from '../built.ts'
import { percentile } from '../clients.ts'
import { figure, progress } from '../figure.ts'
import { multiplyInstances } from '../multiply.ts'
import { median } from '../rounds.ts'
import { scale } from '../scale.ts'
import { startServer } from '../server.ts'
import { withFolder } from '../temporary-folder.ts'
import { ADMIN } from '../typical-house.ts'
import { makeOriginals } from './disruption.ts'

const CLIENTS = 16
const LOGIN = { user: 'kac', password: 'a clerk at the counter' }

export async function measurePages(): Promise<void> {
  await withFolder(async (folder) => {
    const path = join(folder, 'pages.db')
    const originals = await makeOriginals(path)
    const openTasks = multiplyInstances(path, originals, scale.openTasks)
    const facts = { openTasks, clients: CLIENTS, databaseGB: Number((statSync(path).size / 1e9).toPrecision(3)) }
    progress(`  ${JSON.stringify(facts)}`)
    const environment = { INSTITUTION_ID: ADMIN.institutionId, FILES_PATH: join(folder, 'files'), WORKERS: 'off' }
    await addClerk(path, environment)
    const server = await startServer({ path }, folder, environment)
    try {
      const cookie = await logIn(server.url)
      const inbox = await read(server.url, cookie, '/tasks?list=groups')
      const task = /href="(\/tasks\/[^"?]+)"[^>]*>[^<]/.exec(inbox.html.slice(inbox.html.indexOf('<tbody')))?.[1]
      if (task === undefined) throw new Error('Expected an inbox with tasks, but there is none in it.')
      for (const [name, address] of [
        ['inbox', '/tasks?list=groups'],
        ['task page', task],
      ] as const) {
        const runs = []
        for (let round = 0; round < scale.rounds; round += 1) runs.push(await visit(server.url, cookie, address))
        figure(`${name}, pages per second`, median(runs.map(({ perSecond }) => perSecond)), 'pages/s', facts)
        figure(`${name}, p99`, median(runs.map(({ p99 }) => p99)), 'ms', facts)
        printBytes(name, (await read(server.url, cookie, address)).html)
      }
    } finally {
      await server.stop()
    }
  })
}

/** What a first visit brings over the wire: the page, its styles and scripts. */
function printBytes(name: string, html: string): void {
  const manifest = JSON.parse(readFileSync(join(root, 'dist', 'assets', 'manifest.json'), 'utf8')) as Record<
    string,
    { readonly file: string }
  >
  const loaded = Object.values(manifest).filter(({ file }) => html.includes(`/assets/${file}`))
  const sizeOf = (ending: string): number =>
    loaded
      .filter(({ file }) => file.endsWith(ending))
      .reduce((sum, { file }) => sum + statSync(join(root, 'dist', 'assets', `${file}.gz`)).size, 0)
  const parts = { html: gzipSync(html).length, css: sizeOf('.css'), js: sizeOf('.js') }
  figure(`${name}, bytes of a first visit`, parts.html + parts.css + parts.js, 'bytes', parts, { atMost: 100_000 })
}

async function addClerk(path: string, environment: Readonly<Record<string, string>>): Promise<void> {
  const [{ openHouse }, { readConfig }] = [await loadHouse(), await loadConfig()]
  const config = readConfig({ RITUMS_MODE: 'production', DATABASE_PATH: path, PORT: '0', ...environment })
  const log = { info() {}, warn() {}, error() {} }
  const house = await openHouse({ config, log, print: () => {} })
  try {
    const by = { id: 'system', institutionId: config.institutionId, grants: new Set(['*']) }
    await house.identity.people.create({ by, login: LOGIN.user, name: 'Līga Kalniņa', password: LOGIN.password })
    await house.identity.people.giveRole({ by, login: LOGIN.user, role: { role: 'KAC' } })
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

async function read(url: string, cookie: string, address: string): Promise<{ readonly html: string }> {
  const answer = await fetch(`${url}${address}`, { headers: { Cookie: cookie, Accept: 'text/html' } })
  const html = await answer.text()
  if (answer.status !== 200) throw new Error(`Expected ${address} to answer, but it said ${answer.status}.`)
  return { html }
}

/** All clients open the page again and again; each waits for its answer. */
async function visit(url: string, cookie: string, address: string): Promise<{ perSecond: number; p99: number }> {
  const from = performance.now() + scale.warmUpSeconds * 1000
  const until = from + scale.seconds * 1000
  const waits: number[] = []
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      const began = performance.now()
      await read(url, cookie, address)
      const ended = performance.now()
      if (began >= from && ended <= until) waits.push(ended - began)
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  return {
    perSecond: waits.length / scale.seconds,
    p99: percentile(
      waits.toSorted((one, other) => one - other),
      0.99,
    ),
  }
}
