/** The same on PostgreSQL, in process and through HTTP. All runs go to one database, which gets filled. */
import { existsSync } from 'node:fs'
import type { Measured } from '../clients.ts'
import { progress } from '../figure.ts'
import { printRatesByClients } from '../rates.ts'
import { startSubject, withSubjects } from '../subject-process.ts'
import type { EngineSettings } from '../subjects/engine.ts'
import { printHttpRates } from './http.ts'

interface Server {
  readonly url: string
  readonly stop: () => Promise<void>
}

/** `tools/postgres.mjs`, as far as it is needed here. */
interface PostgresTools {
  readonly findPostgres: () => string | null
  readonly startPostgres: (options: { readonly durable: boolean }) => Promise<Server>
}

const TOOLS = new URL('../../tools/postgres.mjs', import.meta.url)

export async function measurePostgres(): Promise<void> {
  // The tool comes with the driver. An engine without would not know what an address is, and measure one in memory.
  if (!existsSync(TOOLS)) return progress('  left out: this version knows no PostgreSQL')
  const server = await findServer()
  if (server === null) return progress('  left out: no PostgreSQL on this machine, and BENCH_DATABASE_URL names none')
  try {
    await measureOn(server.url)
  } finally {
    await server.stop()
  }
}

/** The database of `BENCH_DATABASE_URL`, else a server to throw away, which waits for the disk as in production. */
async function findServer(): Promise<Server | null> {
  const url = process.env['BENCH_DATABASE_URL']
  if (url) return { url, stop: async () => {} }
  const { findPostgres, startPostgres } = (await import(TOOLS.href)) as PostgresTools
  return findPostgres() === null ? null : startPostgres({ durable: true })
}

async function measureOn(url: string): Promise<void> {
  await withSubjects([startSubject<EngineSettings, Measured>('engine')], (ours) =>
    printRatesByClients('completions in process, PostgreSQL', (settings) =>
      ours.measure({ ...settings, database: { url } }),
    ),
  )
  await printHttpRates('PostgreSQL', { url })
}
