/** The whole server in a process of its own, started as `npm start` starts it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { loadConfig, loadEngine, loadHouse, root } from './built.ts'
import { deployPermit, learnPlans, type Plan } from './permit.ts'
import type { DatabasePlace } from './subjects/engine.ts'

const TOO_LONG_MS = 120_000

export interface RunningServer {
  readonly url: string
  /** From the start of the process to its first healthy answer. */
  readonly startUpSeconds: number
  /** Asks it to end as an operating system would, and waits. */
  stop(): Promise<void>
}

async function settingsFor(database: DatabasePlace): Promise<Record<string, string>> {
  const { EMBEDDED } = await loadEngine()
  const place: Record<string, string> =
    'url' in database ? { DATABASE_URL: database.url } : { DATABASE_PATH: database.path }
  return { RITUMS_MODE: 'production', INSTITUTION_ID: EMBEDDED.institutionId, ...place }
}

/** Deploys the measured process in the server's database, and makes a key for a system that runs it. */
export async function prepareHouse(
  database: DatabasePlace,
): Promise<{ readonly apiKey: string; readonly plans: readonly Plan[] }> {
  const [{ openHouse }, { readConfig }, settings] = [await loadHouse(), await loadConfig(), await settingsFor(database)]
  const config = readConfig({ ...settings, PORT: '0', WORKERS: 'off' })
  const log = { info() {}, warn() {}, error() {} }
  const house = await openHouse({ config, log, print: () => {} })
  try {
    await deployPermit(house.engine)
    const plans = await learnPlans(house.engine)
    const { apiKey } = await house.identity.apiKeys.create({
      by: { id: 'system', institutionId: config.institutionId, grants: new Set(['*']) },
      name: 'bench',
      grants: ['process.start:permit', 'task.manage', 'task.work'],
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    })
    if (apiKey === null) throw new Error('Expected a new API key, but got the facts of an old one.')
    return { apiKey, plans }
  } finally {
    await house.close()
  }
}

/**
 * @param folder where its log goes: a terminal or a pipe would slow it down
 * @param more settings beside those of the database
 */
export async function startServer(
  database: DatabasePlace,
  folder: string,
  more: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  const settings = { ...(await settingsFor(database)), ...more }
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const logFile = join(folder, `server-${port}.log`)
  const output = openSync(logFile, 'a')
  const began = performance.now()
  const child = spawn(process.execPath, [join(root, 'dist', 'api', 'main.js')], {
    cwd: root,
    env: { ...process.env, ...settings, PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  const ended = once(child, 'exit')
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
  }
  while (!(await answers(url))) {
    const tooLong = performance.now() - began > TOO_LONG_MS
    if (child.exitCode === null && !tooLong) continue
    if (tooLong) await stop()
    throw new Error(`Expected the server to start, but it did not:\n${readFileSync(logFile, 'utf8').slice(-2000)}`)
  }
  return { url, startUpSeconds: (performance.now() - began) / 1000, stop }
}

async function answers(url: string): Promise<boolean> {
  await pause(20)
  return fetch(`${url}/api/health`).then(
    (response) => response.ok,
    () => false,
  )
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('Expected a free port, but there is none.')
  return address.port
}
