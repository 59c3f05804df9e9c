/** A PostgreSQL server to be killed: made by `tools/postgres.mjs`, killed and started again on the same data. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findPostgres, startPostgres } from '../../../tools/postgres.mjs'
import { keepTrackOf, killAndWait } from '../victim/children.ts'
import { ask } from './postgres-arena.ts'

/** A server of a run's own. */
export interface OwnServer {
  readonly url: string
  /** kill -9 of its first process; the others end when they notice. */
  kill(): void
  /** On the data that the last one left. @returns when it answers */
  start(): Promise<void>
  stop(): Promise<void>
}

const STARTS_WITHIN_MS = 30_000
const TRY_AGAIN_MS = 100

/** @returns why there can be no server here; null when there can */
export function whyNoPostgres(): string | null {
  return findPostgres() === null ? 'PostgreSQL is not installed' : null
}

export async function startOwnServer(): Promise<OwnServer> {
  const first = await startPostgres({ durable: true })
  const programs = findPostgres() ?? ''
  const { uid, gid } = statSync(first.folder)
  const { port } = new URL(first.url)
  let again: ChildProcess | null = null

  function spawnServer(): ChildProcess {
    const settings = ['-k', '', '-c', 'listen_addresses=127.0.0.1', '-c', `port=${port}`, '-c', 'max_connections=300']
    const as = process.getuid?.() === 0 ? { uid, gid } : {}
    const child = spawn(join(programs, 'postgres'), ['-D', first.folder, ...settings], { stdio: 'ignore', ...as })
    return keepTrackOf(child)
  }

  return {
    url: first.url,
    kill() {
      const [pid] = readFileSync(join(first.folder, 'postmaster.pid'), 'utf8').split('\n')
      process.kill(Number(pid), 'SIGKILL')
    },
    async start() {
      const since = performance.now()
      while (performance.now() - since < STARTS_WITHIN_MS) {
        // It refuses while processes of the one before are still there.
        if (again === null || again.exitCode !== null || again.signalCode !== null) again = spawnServer()
        await pause(TRY_AGAIN_MS)
        try {
          await ask(first.url, 'SELECT 1')
          return
        } catch {
          // Not yet.
        }
      }
      throw new Error(`Expected PostgreSQL to start again within ${STARTS_WITHIN_MS} ms, but it did not.`)
    },
    async stop() {
      if (again) await killAndWait(again)
      await first.stop()
    },
  }
}
