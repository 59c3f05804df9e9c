/**
 * The same on PostgreSQL, in process and through HTTP. `BENCH_DATABASE_URL` names a database that may be filled; all
 * runs go to that one.
 */
import { createRequire } from 'node:module'
import type { Measured } from '../clients.ts'
import { progress } from '../figure.ts'
import { startSubject, withSubjects } from '../subject-process.ts'
import type { EngineSettings } from '../subjects/engine.ts'
import { printRatesByClients } from '../rates.ts'
import { printHttpRates } from './http.ts'

export async function measurePostgres(): Promise<void> {
  const url = process.env['BENCH_DATABASE_URL']
  if (!url) return progress('  left out: BENCH_DATABASE_URL names no PostgreSQL database')
  // An engine that does not know the address would quietly measure a database in memory.
  if (!hasPostgresDriver()) return progress('  left out: the engine has no driver for PostgreSQL')
  await withSubjects([startSubject<EngineSettings, Measured>('engine')], (ours) =>
    printRatesByClients('completions in process, PostgreSQL', (settings) =>
      ours.measure({ ...settings, database: { url } }),
    ),
  )
  await printHttpRates('PostgreSQL', { url })
}

function hasPostgresDriver(): boolean {
  try {
    createRequire(import.meta.url).resolve('pg')
    return true
  } catch {
    return false
  }
}
