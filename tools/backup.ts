/**
 * `npm run backup -- [folder]`: a copy of the database in a folder of its own, made while the server runs, opened and
 * looked at before it counts as one. See docs/operations.md.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { maskedUrl } from '../api/config.ts'
import { projectRoot } from '../api/project-root.ts'
import { readArguments } from './backup/command-line.ts'
import { copyBytes, filesFolder } from './backup/file-bytes.ts'
import { checksumOf, megabytes, stampOf, toDisk } from './backup/files.ts'
import { writeManifest, type Manifest } from './backup/manifest.ts'
import { dumpPostgres } from './backup/postgres.ts'
import { databaseFile, pathOfPerson, readSettings } from './backup/settings.ts'
import { checkSqlite, copyIn, copySqlite } from './backup/sqlite.ts'
import { run, Trouble } from './backup/trouble.ts'

await run(async () => {
  const { path, given } = readArguments(process.argv.slice(2), 'npm run backup -- [folder] [--verify-restore]', [
    'verify-restore',
  ])
  const config = readSettings()
  const now = new Date()
  const parent = path === undefined ? join(projectRoot(), 'backups') : pathOfPerson(path)
  const folder = join(parent, `ritums-${stampOf(now)}`)
  const partial = `${folder}.partial`
  if (existsSync(folder)) throw new Trouble(1, `Expected to make "${folder}", but it is there already. Try again.`)
  mkdirSync(partial, { recursive: true, mode: 0o700 })
  try {
    const { copy, ...facts } = config.databaseUrl === '' ? await sqlite(partial) : await postgres(partial)
    console.log('Copying the files …')
    const files = await copyBytes(filesFolder(config), partial)
    console.log('Computing the checksum …')
    const manifest: Manifest = {
      format: 1,
      ...facts,
      createdAt: now.toISOString(),
      release: version(),
      file: basename(copy),
      bytes: statSync(copy).size,
      sha256: await checksumOf(copy),
      files,
    }
    writeManifest(partial, manifest)
    toDisk(partial)
    renameSync(partial, folder)
    toDisk(dirname(folder))
    console.log(`Backup ${folder} is whole: ${words(manifest)}.`)
    console.log('Keep a copy on another machine. It holds personal data.')
  } catch (error) {
    rmSync(partial, { recursive: true, force: true })
    throw error
  }

  async function sqlite(into: string) {
    const source = databaseFile(config)
    const copy = copyIn(into)
    console.log(`Copying ${source} …`)
    copySqlite(source, copy)
    console.log('Checking the copy …')
    return { kind: 'sqlite' as const, copy, ...(await checkSqlite(copy)) }
  }

  async function postgres(into: string) {
    console.log(`Copying ${maskedUrl(config.databaseUrl)} …`)
    const verifyRestore = given.has('verify-restore')
    return { kind: 'postgres' as const, ...(await dumpPostgres(config.databaseUrl, into, { verifyRestore })) }
  }
})

function words({ bytes, counts, files }: Manifest): string {
  const brought = `${files?.count ?? 0} files with ${megabytes(files?.bytes ?? 0)}`
  if (!counts) return `${megabytes(bytes)}, readable to its end; --verify-restore would also restore it; ${brought}`
  const { process_instance: cases = 0, history_event: lines = 0 } = counts
  return `${cases} cases, ${lines} lines of history, ${megabytes(bytes)}; ${brought}`
}

/** Read and not imported: the compiler would copy package.json into dist/, and the program would take that for its folder. */
function version(): string {
  const text = readFileSync(join(projectRoot(), 'package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
