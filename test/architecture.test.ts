/** The picture of the house (README, "The map") held true: which room may import which. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Source {
  /** Path from the project's root, with forward slashes. */
  readonly path: string
  readonly text: string
  /** Files by path from the root, packages by name. */
  readonly imports: readonly string[]
  /** Those of them that are needed at run time, not only for their types. */
  readonly runtimeImports: readonly string[]
}

const sources: readonly Source[] = ['engine', 'api', 'forms', 'processes'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => read(join(room, name))),
)

function read(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  const statements = [
    ...text.matchAll(
      /^(?:import|export)( type)?[^'"=;]*?\bfrom '([^']+)'|^import() '([^']+)'|\bimport\(()'([^']+)'\)/gm,
    ),
  ]
  const resolved = statements.map(([, type, from, , plain, , dynamic]) => {
    const specifier = from ?? plain ?? dynamic ?? ''
    const name = specifier.startsWith('.') ? relative(root, resolve(root, dirname(path), specifier)) : specifier
    // `import('…')` in a type annotation is a type, too; the rooms load nothing at run time by such an expression.
    return { types: type !== undefined || dynamic !== undefined, name: name.replaceAll('\\', '/') }
  })
  return {
    path: path.replaceAll('\\', '/'),
    text,
    imports: resolved.map(({ name }) => name),
    runtimeImports: resolved.filter(({ types }) => !types).map(({ name }) => name),
  }
}

/** Lists `file → import` for imports of files in `from` that match none of `allowed`. */
const strangers = (from: string, allowed: readonly RegExp[]): string[] =>
  sources
    .filter(({ path }) => path.startsWith(from))
    .flatMap(({ path, imports }) =>
      imports.filter((name) => !allowed.some((pattern) => pattern.test(name))).map((name) => `${path} → ${name}`),
    )

/** Lists `file → import` for imports that match `what`, made outside the given places. */
const importedOutside = (what: RegExp, places: readonly RegExp[]): string[] =>
  sources
    .filter(({ path }) => !places.some((place) => place.test(path)))
    .flatMap(({ path, runtimeImports }) =>
      runtimeImports.filter((name) => what.test(name)).map((name) => `${path} → ${name}`),
    )

describe('the house', () => {
  it('has a model that imports nothing but itself', () => {
    expect(strangers('engine/model/', [/^engine\/model\//])).to.deep.equal([])
  })

  it('has a core that knows the model, expressions and time arithmetic, and nothing of the world', () => {
    expect(strangers('engine/core/', [/^engine\/(core|model|expressions|time)\//])).to.deep.equal([])
  })

  it('has a rehearsal that sees diagrams, the core and the second engine, and no database', () => {
    const allowed = [/^engine\/(rehearsal|core|model|bpmn)\//, /^node:/, /^bpmn-(engine|moddle)$/]
    expect(strangers('engine/rehearsal/', allowed)).to.deep.equal([])
    expect(importedOutside(/^bpmn-engine$/, [/^engine\/rehearsal\/bpmn-engine-replay\.ts$/])).to.deep.equal([])
  })

  it('lets bpmn-engine run in the thread of a rehearsal only', () => {
    const users = sources.filter(({ imports }) => imports.includes('engine/rehearsal/bpmn-engine-replay.ts'))
    expect(users.map(({ path }) => path)).to.deep.equal(['engine/rehearsal/rehearsal-worker.ts'])
  })

  it('has an engine that knows nothing of servers, pages and service management', () => {
    expect(sources.filter(({ path }) => path.startsWith('engine/')).length).to.be.greaterThan(50)
    expect(importedOutside(/^(api|forms|processes|koa|@koa)\b/, [/^(api|forms|processes)\//])).to.deep.equal([])
  })

  it('keeps tables in the store, the records, and the rooms of the API that have their own', () => {
    const rooms = [/^engine\/store\//, /^engine\/records\//, /^api\/(identity|workplace|files|tracking)\//]
    expect(importedOutside(/^(typeorm|better-sqlite3|pg)$/, rooms)).to.deep.equal([])
  })

  it('has handlers and forms that see the engine only', () => {
    expect(strangers('processes/', [/^processes\//, /^engine\//, /^node:/, /^temporal-polyfill$/])).to.deep.equal([])
    expect(importedOutside(/^(api|processes)\//, [/^api\//, /^processes\//, /^forms\/ui\//])).to.deep.equal([])
  })

  it('has pages that nothing in the API imports; only main knows everybody', () => {
    expect(importedOutside(/^forms\//, [/^forms\//, /^api\/main\.ts$/])).to.deep.equal([])
    // Pages tell terms, working time and what an item hits: the arithmetic of processes, never its handlers.
    const pagesAndMain = [/^processes\//, /^api\/main\.ts$/, /^forms\/ui\//]
    expect(importedOutside(/^processes\//, pagesAndMain)).to.deep.equal([])
    const handlers = /^processes\/(handlers|task-events)\//
    expect(importedOutside(handlers, [/^processes\//, /^api\/main\.ts$/])).to.deep.equal([])
  })

  it('asks the clock in one place', () => {
    const clocks = sources.filter(({ text }) => /\bDate\.now\(|\bnew Date\(\)/.test(text)).map(({ path }) => path)
    expect(clocks.filter((path) => path !== 'engine/system-clock.ts')).to.deep.equal([])
  })

  it('parses with no interpreter of the platform', () => {
    const interpreters = sources
      .filter(({ text }) => /\bnew Function\(|\beval\(|node:vm/.test(text))
      .map(({ path }) => path)
    expect(interpreters).to.deep.equal([])
  })
})
