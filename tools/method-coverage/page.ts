/** The page that says of every demand of the method where it is shown, or plainly that it is not yet. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format } from 'prettier'
import { ROUTES } from '../../api/routes.ts'
import { createFormChecker } from '../../forms/checker.ts'
import { PAGES } from '../../forms/ui/pages.ts'
import { createHandlers } from '../../processes/handlers/index.ts'
import { loadProcessData } from '../../processes/load-process-data.ts'
import { createFinder, readPlace, type NamedPlace } from './places.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Where the page lies. */
export const COVERAGE_PAGE = join(root, 'docs', 'method-coverage.md')

/** A demand with where it is shown. */
export interface CoverageRow {
  /** `F001` to `F154`. */
  readonly id: string
  readonly demand: string
  /** Document and section. */
  readonly source: string
  readonly shown: readonly string[]
  readonly note?: string
  /** What is missing, in a sentence; the places named show a part of it. */
  readonly notYet?: string
}

/** What the places of a row come to. */
export interface CoveredRow extends CoverageRow {
  readonly there: readonly NamedPlace[]
  /** Named, to come with a scheme whose diagram is not there yet. */
  readonly toCome: readonly NamedPlace[]
  /** Named and not there though they should be. */
  readonly missing: readonly NamedPlace[]
}

/** Every row with what is there. */
export function coverage(): readonly CoveredRow[] {
  const { rows } = JSON.parse(readFileSync(join(root, 'tools', 'method-coverage', 'coverage.json'), 'utf8')) as {
    readonly rows: readonly CoverageRow[]
  }
  const forms = createFormChecker()
  const data = loadProcessData(join(root, 'processes'), forms)
  const exists = createFinder({
    pages: new Set(PAGES.map(({ path }) => path)),
    routes: new Set(ROUTES.map(({ path }) => path)),
    handlers: createHandlers(data, forms),
  })
  const isAwaited = ({ comesWith }: NamedPlace): boolean =>
    comesWith !== null && !existsSync(join(root, 'processes', `${comesWith}.bpmn`))
  return rows.map((row) => {
    const places = row.shown.map(readPlace)
    const absent = places.filter((place) => !exists(place))
    return {
      ...row,
      there: places.filter((place) => !absent.includes(place)),
      toCome: absent.filter(isAwaited),
      missing: absent.filter((place) => !isAwaited(place)),
    }
  })
}

/** The page as it should be now. */
export async function coveragePage(): Promise<string> {
  const rows = coverage()
  const whole = rows.filter(({ toCome, notYet }) => toCome.length === 0 && notYet === undefined).length
  const lines = rows.map(({ id, demand, source, there, toCome, note, notYet }) => {
    const where = [
      ...there.map(({ kind, name }) => `${kind} \`${name}\``),
      ...(note === undefined ? [] : [`_${note}_`]),
      ...(notYet === undefined ? [] : [`**not yet:** ${notYet}`]),
      ...(toCome.length === 0
        ? []
        : [
            `**not yet:** ${toCome.map(({ kind, name, comesWith }) => `${kind} \`${name}\` (with \`${comesWith}\`)`).join(', ')}`,
          ]),
    ]
    return `| ${id} | ${demand} (${source}) | ${where.join('<br>')} |`
  })
  const page = `# What the method demands, and where it is shown

Made from \`tools/method-coverage/coverage.json\` by \`npx tsx tools/method-coverage.ts\`. A test fails when a place that is
named here does not exist, or when this page is not what the file says. Places are pages (by their paths), addresses of the API,
elements of the diagrams, processes, registers and their fields, handlers, code lists, settings, roles, messages, templates and
files. What is not there yet is marked so.

Shown in full: ${whole} of ${rows.length}.

| # | Demand | Where |
|---|---|---|
${lines.join('\n')}
`
  return format(page, { parser: 'markdown', printWidth: 120, proseWrap: 'preserve' })
}
