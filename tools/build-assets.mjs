// Makes what a browser loads, into dist/assets/: one stylesheet of forms/ui/look/ritums.scss, one module of each file in
// forms/ui/islands/, and the pictures of forms/ui/look/static/. A name carries a hash of its content, so that a browser may
// keep a file for ever; manifest.json says which file a name stands for now. Each is compressed once, here.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { compile, NodePackageImporter } from 'sass'
import { root } from './prepare.mjs'

const LOOK = join(root, 'forms', 'ui', 'look')
const ISLANDS = join(root, 'forms', 'ui', 'islands')

/** Kinds that are smaller when compressed. */
const COMPRESSED = new Set(['.css', '.js', '.svg'])

/**
 * @typedef {{ name: string, file: string, content: Uint8Array }} Asset `name` as pages say it, `file` as browsers ask for it
 */

/** Replaces dist/assets/ when everything has been made. */
export async function buildAssets() {
  const assets = [styles(), ...(await islands()), ...pictures()]
  const folder = join(root, 'dist', 'assets')
  const fresh = `${folder}-${process.pid}`
  mkdirSync(fresh, { recursive: true })
  const manifest = Object.fromEntries(assets.map((asset) => [asset.name, write(fresh, asset)]))
  writeFileSync(join(fresh, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  rmSync(folder, { recursive: true, force: true })
  renameSync(fresh, folder)
  return manifest
}

/** @returns {Asset} */
function styles() {
  const { css } = compile(join(LOOK, 'ritums.scss'), {
    style: 'compressed',
    importers: [new NodePackageImporter(root)],
    // What packages do is not for us to mend.
    quietDeps: true,
  })
  return named('ritums.css', Buffer.from(css))
}

/** @returns {Promise<Asset[]>} the islands, what they share and load later, and styles and fonts that they import */
async function islands() {
  const entries = readdirSync(ISLANDS).filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
  const outdir = join(root, 'dist', 'assets')
  const { outputFiles, metafile } = await build({
    entryPoints: entries.map((name) => join(ISLANDS, name)),
    absWorkingDir: root,
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    // Licences go with the code that they cover.
    legalComments: 'eof',
    entryNames: '[name]-[hash]',
    chunkNames: 'part-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.woff': 'file', '.woff2': 'file', '.svg': 'file' },
    metafile: true,
    write: false,
    logLevel: 'warning',
  })
  const entryOf = new Map()
  for (const [path, { entryPoint, cssBundle }] of Object.entries(metafile.outputs)) {
    if (entryPoint === undefined) continue
    const name = basename(entryPoint, extname(entryPoint))
    entryOf.set(basename(path), `${name}.js`)
    if (cssBundle !== undefined) entryOf.set(basename(cssBundle), `${name}.css`)
  }
  return outputFiles.map(({ path, contents }) => {
    const file = basename(path)
    return { name: entryOf.get(file) ?? file, file, content: contents }
  })
}

/** @returns {Asset[]} */
function pictures() {
  const folder = join(LOOK, 'static')
  return readdirSync(folder).map((name) => named(name, readFileSync(join(folder, name))))
}

/**
 * @param {string} name
 * @param {Uint8Array} content
 * @returns {Asset}
 */
function named(name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12)
  const ending = extname(name)
  return { name, file: `${basename(name, ending)}-${hash}${ending}`, content }
}

/**
 * @param {string} folder
 * @param {Asset} asset
 */
function write(folder, { file, content }) {
  writeFileSync(join(folder, file), content)
  if (!COMPRESSED.has(extname(file))) return { file, bytes: content.length }
  const gzip = gzipSync(content, { level: 9 })
  const brotli = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
  writeFileSync(join(folder, `${file}.gz`), gzip)
  writeFileSync(join(folder, `${file}.br`), brotli)
  return { file, bytes: content.length, gzipBytes: gzip.length, brotliBytes: brotli.length }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const manifest = await buildAssets()
  for (const [name, { bytes, gzipBytes = bytes }] of Object.entries(manifest))
    console.log(`  ${name}: ${bytes} bytes, ${gzipBytes} compressed`)
}
