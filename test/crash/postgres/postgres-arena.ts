/** Databases on a PostgreSQL server: one with everything deployed is made once, and copied for every run. */
import { Client, type QueryResultRow } from 'pg'
import type { EntitySchema, ObjectLiteral } from 'typeorm'
import { EMBEDDED } from '../../../engine/engine-defaults.ts'
import { TYPICAL } from '../../../engine/model/deployment.ts'
import { silentLog } from '../../support/silent-log.ts'
import { type Snapshot, selectText, takeSnapshot } from '../checks/snapshot.ts'
import type { Arena } from '../victim/arena.ts'
import { openVictim } from '../victim/open-victim.ts'
import { BUNDLE } from '../workload/processes.ts'

/** A server on which databases may be made. */
export interface ArenaServer {
  readonly url: string
  open(): Promise<Arena>
  /** Takes away what it has made for itself. */
  close(): Promise<void>
}

let made = 0

/** @param url of a server and of a user who may make databases */
export function createArenaServer(url: string): ArenaServer {
  const urlOf = (database: string): string => {
    const address = new URL(url)
    address.pathname = `/${database}`
    return address.href
  }
  const create = async (template: string | null): Promise<string> => {
    const name = `ritums_crash_${process.pid}_${++made}`
    await ask(url, `CREATE DATABASE "${name}"${template === null ? '' : ` TEMPLATE "${template}"`}`)
    return name
  }
  const drop = (name: string): Promise<unknown> => ask(url, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)

  let template: Promise<string> | null = null
  const makeTemplate = async (): Promise<string> => {
    const name = await create(null)
    const options = { database: { url: urlOf(name) }, seed: 'template', workers: false }
    const engine = await openVictim(options, silentLog)
    await engine.deploy({ by: EMBEDDED, name: 'crash', owner: TYPICAL, resources: BUNDLE, activate: true })
    await engine.close()
    return name
  }

  return {
    url,
    async open() {
      const name = await create(await (template ??= makeTemplate()))
      return {
        address: { url: urlOf(name) },
        snapshot: () => readPostgres(urlOf(name)),
        remove: async () => void (await drop(name)),
      }
    },
    async close() {
      if (template) await drop(await template)
    },
  }
}

/** Asks one question on a connection of its own. */
export async function ask<Row extends QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

/** All tables as of one moment. */
async function readPostgres(url: string): Promise<Snapshot> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    return await takeSnapshot(
      async <Row extends ObjectLiteral>(table: EntitySchema<Row>) => (await client.query<Row>(selectText(table))).rows,
      [],
    )
  } finally {
    await client.end()
  }
}
