/** What a browser loads: stylesheet, scripts, pictures, as `tools/build-assets.mjs` made them, from memory. */
import { existsSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { Middleware } from 'koa'
import { projectRoot } from '../../../api/project-root.ts'

interface Asset {
  readonly type: string
  readonly plain: Buffer
  /** By the name of the encoding, best first. */
  readonly encoded: readonly (readonly [encoding: 'br' | 'gzip', bytes: Buffer])[]
}

interface Assets {
  /** Names as pages say them → names as browsers ask for them. */
  readonly files: ReadonlyMap<string, string>
  readonly served: ReadonlyMap<string, Asset>
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

const PATH = '/assets/'

let read: Assets | undefined

/** In memory, because a build replaces the files under a server that runs; they are small. */
function assets(): Assets {
  read ??= readAssets(join(projectRoot(), 'dist', 'assets'))
  return read
}

function readAssets(folder: string): Assets {
  const manifest = join(folder, 'manifest.json')
  if (!existsSync(manifest))
    throw new Error(
      `Expected ${manifest}, but it is not there. "npm run assets" makes it, as do "npm start" and "npm test".`,
    )
  const named = Object.entries(JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, { file: string }>)
  return {
    files: new Map(named.map(([name, { file }]) => [name, file])),
    served: new Map(named.map(([, { file }]) => [file, readAsset(folder, file)])),
  }
}

function readAsset(folder: string, file: string): Asset {
  const type = TYPES[extname(file)]
  if (type === undefined) throw new Error(`Expected an asset of a kind that is known, but it is ${file}.`)
  const path = join(folder, file)
  const compressed = ([encoding, ending]: readonly ['br' | 'gzip', string]) =>
    existsSync(path + ending) ? [[encoding, readFileSync(path + ending)] as const] : []
  return {
    type,
    plain: readFileSync(path),
    encoded: [['br', '.br'] as const, ['gzip', '.gz'] as const].flatMap(compressed),
  }
}

/**
 * @param name e.g. `ritums.css`, `page.js`
 * @returns its address, which changes when its content does
 * @throws Error when there is no such asset
 */
export function assetUrl(name: string): string {
  const file = assets().files.get(name)
  if (file === undefined) throw new Error(`Expected an asset of this name, but there is none: ${name}`)
  return `${PATH}${file}`
}

/** @returns whether there is an asset of this name, e.g. a stylesheet that comes with a script */
export function hasAsset(name: string): boolean {
  return assets().files.has(name)
}

/** Answers `/assets/:name` for the names of the last build and nothing else; they are kept for ever by whoever asks. */
export const serveAssets: Middleware = async (context, next) => {
  if (!context.path.startsWith(PATH) || (context.method !== 'GET' && context.method !== 'HEAD')) return next()
  const asset = assets().served.get(context.path.slice(PATH.length))
  if (asset === undefined) return next()
  context.set('Cache-Control', 'public, max-age=31536000, immutable')
  context.type = asset.type
  if (asset.encoded.length > 0) context.vary('Accept-Encoding')
  // Ours is the order: browsers name the best one last.
  const chosen = asset.encoded.find(([encoding]) => context.acceptsEncodings(encoding) === encoding)
  if (chosen) context.set('Content-Encoding', chosen[0])
  context.body = chosen?.[1] ?? asset.plain
}
