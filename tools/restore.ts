/**
 * `npm run restore -- <backup> [--force]`: puts a backup in the place of the database, after looking at all of it. See
 * docs/operations.md.
 */
import { maskedUrl } from '../api/config.ts'
import { readArguments } from './backup/command-line.ts'
import { filesFolder, restoreBytes } from './backup/file-bytes.ts'
import { readBackup } from './backup/manifest.ts'
import { restorePostgres } from './backup/postgres.ts'
import { databaseFile, pathOfPerson, readSettings } from './backup/settings.ts'
import { restoreSqlite } from './backup/sqlite.ts'
import { run, Trouble } from './backup/trouble.ts'

const NEXT = [
  'Next:',
  '  1. Start the server: npm start. Timers that became due meanwhile fire once, at once.',
  '  2. What was done after the backup is not in it: let other systems send again what they sent since then, with the same Idempotency-Key.',
  '  3. Numbers and job ids that were given out since then are given out again: see docs/operations.md.',
  '  4. API keys that were revoked and people who were disabled since then work again: revoke and disable them anew.',
]

await run(async () => {
  const usage = 'npm run restore -- <folder of the backup> [--force]'
  const { path, given } = readArguments(process.argv.slice(2), usage, ['force'])
  if (path === undefined) throw new Trouble(2, `Expected ${usage}, but there is no folder.`)
  const config = readSettings()
  const { databaseUrl } = config
  console.log('Checking the backup …')
  const backup = await readBackup(pathOfPerson(path))
  const kind = databaseUrl === '' ? 'sqlite' : 'postgres'
  if (backup.manifest.kind !== kind) {
    throw new Trouble(
      2,
      `Expected a backup of kind "${kind}", because DATABASE_URL is ${kind === 'sqlite' ? 'not ' : ''}set, but this one is "${backup.manifest.kind}".`,
    )
  }
  const options = { force: given.has('force'), now: new Date() }
  const place = kind === 'sqlite' ? databaseFile(config) : maskedUrl(databaseUrl)
  console.log(`Restoring to ${place} …`)
  // Before the database, which must not name what is not there.
  const files = await restoreBytes(pathOfPerson(path), backup.manifest, filesFolder(config))
  const aside =
    kind === 'sqlite'
      ? await restoreSqlite(backup, place, options)
      : await restorePostgres(backup, databaseUrl, options)
  console.log(`Restored what was stored at ${backup.manifest.createdAt}, and ${files} files that were missing.`)
  if (aside !== null) console.log(`The database before is kept as ${aside}. Remove it when you need it no more.`)
  for (const line of NEXT) console.log(line)
})
