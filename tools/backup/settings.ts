/** The settings that the server has: the environment, and `.env` of the project's folder. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readConfig, UnreadableSetting, type Config } from '../../api/config.ts'
import { projectRoot } from '../../api/project-root.ts'
import { Trouble } from './trouble.ts'

export function readSettings(): Config {
  const file = join(projectRoot(), '.env')
  if (existsSync(file)) process.loadEnvFile(file)
  try {
    return readConfig(process.env)
  } catch (cause) {
    if (cause instanceof UnreadableSetting) throw new Trouble(2, cause.message, { cause })
    throw cause
  }
}

/** @throws {Trouble} 1 for a database in memory, of which nothing can be copied */
export function databaseFile({ databasePath }: Config): string {
  if (databasePath === ':memory:') throw new Trouble(1, 'Expected DATABASE_PATH to be a file, but it is in memory.')
  return resolve(projectRoot(), databasePath)
}

/** npm goes to the project's folder; the person meant the folder in which they are. */
export function pathOfPerson(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path)
}
