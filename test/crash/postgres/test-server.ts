import { DATABASE_KIND } from '../../support/database.ts'
import { type ArenaServer, createArenaServer } from './postgres-arena.ts'

/**
 * The server that the tests run on.
 *
 * @throws Error where they run on SQLite
 */
export function testServer(): ArenaServer {
  const url = process.env.TEST_DATABASE_URL
  if (DATABASE_KIND !== 'postgres' || url === undefined)
    throw new Error('Expected TEST_DATABASE_URL to name a PostgreSQL server, but it does not.')
  return createArenaServer(url)
}
