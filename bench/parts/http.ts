/** Completions through the whole server: HTTP, an API key, policies, contract, and the log that it writes. */
import { join } from 'node:path'
import type { Measured } from '../clients.ts'
import { figure } from '../figure.ts'
import { median } from '../rounds.ts'
import { prepareHouse, startServer } from '../server.ts'
import { startSubject, withSubjects } from '../subject-process.ts'
import type { DatabasePlace } from '../subjects/engine.ts'
import type { HttpSettings } from '../subjects/http.ts'
import { withFolder } from '../temporary-folder.ts'
import { printRatesByClients } from '../rates.ts'

export async function measureHttp(): Promise<void> {
  await withFolder(async (folder) => {
    const byClients = await printHttpRates('SQLite', { path: join(folder, 'bench.db') })
    const p99 = median((byClients.get(16) ?? []).map(({ p99ms }) => p99ms))
    figure('p99 through HTTP, SQLite, 16 clients', p99, 'ms', {}, { atMost: 20 })
  })
}

/** One server for all rounds: its clients find it warm, and each number of clients finds what the others left. */
export async function printHttpRates(
  databaseName: string,
  database: DatabasePlace,
): Promise<ReadonlyMap<number, readonly Measured[]>> {
  const { apiKey, plans } = await prepareHouse(database)
  return withFolder(async (folder) => {
    const server = await startServer(database, folder)
    try {
      return await withSubjects([startSubject<HttpSettings, Measured>('http')], (http) =>
        printRatesByClients(`completions through HTTP, ${databaseName}`, (settings) =>
          http.measure({ ...settings, url: server.url, apiKey, plans }),
        ),
      )
    } finally {
      await server.stop()
    }
  })
}
