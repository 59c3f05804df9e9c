/** Everything that the API keeps in the engine's database: what the store has to be told when it is opened. */
import type { EntitySchema, MigrationInterface } from 'typeorm'
import { FILE_MIGRATIONS } from './files/migrations/index.ts'
import { FILE_TABLES } from './files/tables.ts'
import { IDENTITY_MIGRATIONS } from './identity/migrations/index.ts'
import { IDENTITY_TABLES } from './identity/tables.ts'
import { TRACKING_MIGRATIONS } from './tracking/migrations/index.ts'
import { TRACKING_TABLES } from './tracking/tables.ts'
import { WORKPLACE_MIGRATIONS } from './workplace/migrations/index.ts'
import { WORKPLACE_TABLES } from './workplace/tables.ts'

export const API_TABLES: readonly EntitySchema[] = [
  ...IDENTITY_TABLES,
  ...WORKPLACE_TABLES,
  ...FILE_TABLES,
  ...TRACKING_TABLES,
]

export const API_MIGRATIONS: readonly (new () => MigrationInterface)[] = [
  ...IDENTITY_MIGRATIONS,
  ...WORKPLACE_MIGRATIONS,
  ...FILE_MIGRATIONS,
  ...TRACKING_MIGRATIONS,
]
