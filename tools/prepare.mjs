// What start and test have in common: is this Node.js new enough, are the packages there, is the build up to date.
// Plain JavaScript without packages, because it runs before there are any.
import { spawn } from 'node:child_process'
import { existsSync, lstatSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url))

const LEAST_NODE = [20, 19]
const SOURCES = ['engine', 'api', 'forms', 'processes', 'tools']
/** Where what a browser loads is made from. */
const ASSET_SOURCES = ['forms/ui', 'tools']

/** Ends with a sentence when this Node.js is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return
  console.error(
    `Expected Node.js ${LEAST_NODE.join('.')} or later, but this is ${process.versions.node}. Install a newer one from https://nodejs.org and try again.`,
  )
  process.exit(1)
}

/** Runs npm ci when packages are missing or older than package-lock.json; shows what npm says. */
export async function installIfMissing() {
  // npm writes this file when it has finished, so that one interrupted installation is not taken for a whole one.
  const installed = modified(join(root, 'node_modules', '.package-lock.json'))
  if (installed >= modified(join(root, 'package-lock.json')) && installed > 0) return
  if (isLink(join(root, 'node_modules'))) {
    // npm ci empties the folder, and here it would be that of another checkout.
    console.error(
      'Expected node_modules to be a folder of this checkout, but it is a link to another one. Remove the link and try again.',
    )
    process.exit(1)
  }
  await step('Installing packages (the SQLite driver is compiled here; that takes about a minute)', 'npm', [
    'ci',
    '--foreground-scripts',
    '--loglevel=http',
  ])
}

/** @param {string} path */
function isLink(path) {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
}

/** Compiles into an empty dist/ when a source is newer than the last build, and makes what browsers load. */
export async function buildIfOlder() {
  await compileIfOlder()
  // After the other, which empties their folder.
  await buildAssetsIfOlder()
}

/** Makes dist/assets/ when a stylesheet, a script or a picture of the pages is newer than what was made last. */
export async function buildAssetsIfOlder() {
  const built = modified(join(root, 'dist', 'assets', 'manifest.json'))
  const newest = Math.max(modified(join(root, 'package-lock.json')), ...ASSET_SOURCES.map(newestSource))
  if (built >= newest) return
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  await step('Checking the scripts of pages', process.execPath, [compiler, '-p', join('forms', 'ui', 'islands')])
  await step('Building what browsers load', process.execPath, [join('tools', 'build-assets.mjs')])
}

async function compileIfOlder() {
  const built = modified(join(root, 'dist', '.built'))
  const newest = Math.max(
    modified(join(root, 'package-lock.json')),
    modified(join(root, 'tsconfig.json')),
    modified(join(root, 'tsconfig.build.json')),
    ...SOURCES.map(newestSource),
  )
  if (built >= newest) return
  // What an older release compiled and this one does not would stay, and be found.
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  await step('Building', process.execPath, [compiler, '-p', 'tsconfig.build.json'])
  writeFileSync(join(root, 'dist', '.built'), '')
}

/**
 * Runs a program with its output shown, and a line now and then while it is silent.
 *
 * @param {string} what for the person who waits
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Promise<void>} ends this process with the program's code when that is not 0
 */
export async function step(what, program, args) {
  const began = performance.now()
  const seconds = () => Math.round((performance.now() - began) / 1000)
  console.log(`${what} …`)
  const waiting = setInterval(() => console.log(`  still at it after ${seconds()} s`), 15_000)
  const code = await new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32' && program === 'npm',
    })
    child.once('error', reject)
    child.once('close', resolve)
  }).finally(() => clearInterval(waiting))
  if (code !== 0) {
    console.error(`Expected this to succeed: ${program} ${args.join(' ')}`)
    process.exit(typeof code === 'number' ? code : 1)
  }
  console.log(`  done in ${seconds()} s`)
}

/** @param {string} path */
function modified(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0
}

/** @param {string} room */
function newestSource(room) {
  const files = readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
  return Math.max(
    0,
    ...files.filter((name) => /\.(tsx?|mjs|scss|svg)$/.test(name)).map((name) => modified(join(root, room, name))),
  )
}
