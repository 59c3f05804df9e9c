/**
 * Writes the documentation of the settings from `api/config.ts`: `.env.example`, and the table of the README between
 * its markers. With `--check` it writes nothing and ends with 1 when one of them is not up to date.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { SETTINGS, type Setting } from '../api/config.ts'
import { projectRoot } from '../api/project-root.ts'

const BEGIN = '<!-- settings: made by tools/print-settings.ts -->'
const END = '<!-- /settings -->'

const settings: readonly Setting<unknown>[] = Object.values(SETTINGS)

/** The text of `.env.example`: every setting commented out, with its default. */
export function envExample(): string {
  const entries = settings.map((setting) => {
    const unit = setting.unit === '' ? '' : ` [${setting.unit}]`
    return `# ${setting.meaning}${unit}\n# ${setting.variable}=${setting.default}\n`
  })
  return `# Copy to .env and take the mark off what you change. Made by tools/print-settings.ts from api/config.ts.\n\n${entries.join('\n')}`
}

/** The table of the README. */
export function settingsTable(): string {
  const rows = settings.map((setting) => {
    const standard = setting.default === '' ? '' : `\`${setting.default}\``
    return `| \`${setting.variable}\` | ${standard} | ${setting.unit} | ${setting.meaning} |`
  })
  return ['| Variable | Default | Unit | Meaning |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

/** @returns the README with the table of today between its markers; the same text where it has no markers. */
export function withSettingsTable(readme: string): string {
  const begin = readme.indexOf(BEGIN)
  const end = readme.indexOf(END)
  if (begin < 0 || end < begin) return readme
  return `${readme.slice(0, begin + BEGIN.length)}\n\n${settingsTable()}\n\n${readme.slice(end)}`
}

function main(check: boolean): number {
  const wanted = new Map([[join(projectRoot(), '.env.example'), envExample()]])
  const readme = join(projectRoot(), 'README.md')
  if (existsSync(readme)) wanted.set(readme, withSettingsTable(readFileSync(readme, 'utf8')))
  const stale = [...wanted].filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text)
  for (const [path, text] of stale) {
    if (check) console.error(`Expected ${path} to be up to date, but it is not. Run: npx tsx tools/print-settings.ts`)
    else writeFileSync(path, text)
  }
  return check && stale.length > 0 ? 1 : 0
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = main(process.argv.includes('--check'))
}
