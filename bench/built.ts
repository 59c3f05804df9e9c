/**
 * The program as it is shipped: what is measured is `dist/`, made by the compiler, and not what the loader of the tests
 * makes of the sources.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** Compiles into `dist/` when a source is newer; what the compiler says goes to standard error. @throws Error */
export async function build(): Promise<void> {
  const script = "import { buildIfOlder } from './tools/prepare.mjs'; await buildIfOlder()"
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`Expected the program to compile, but the compiler ended with ${code}.`)
}

/** The engine's door. */
export function loadEngine(): Promise<typeof import('../engine/index.ts')> {
  return load('engine/index.js')
}

/** What opens the whole house. */
export function loadHouse(): Promise<typeof import('../api/main.ts')> {
  return load('api/main.js')
}

/** What reads the house's settings. */
export function loadConfig(): Promise<typeof import('../api/config.ts')> {
  return load('api/config.js')
}

/** What the house knows of service management, as `main.ts` wires it. */
export async function loadProcesses() {
  const [forms, environment, handlers, data, taskEvents, recordRules, figures] = await Promise.all([
    load<typeof import('../forms/checker.ts')>('forms/checker.js'),
    load<typeof import('../processes/environment.ts')>('processes/environment.js'),
    load<typeof import('../processes/handlers/index.ts')>('processes/handlers/index.js'),
    load<typeof import('../processes/load-process-data.ts')>('processes/load-process-data.js'),
    load<typeof import('../processes/task-events/index.ts')>('processes/task-events/index.js'),
    load<typeof import('../processes/record-rules.ts')>('processes/record-rules.js'),
    load<typeof import('../processes/measuring/figures-of.ts')>('processes/measuring/figures-of.js'),
  ])
  return { ...forms, ...environment, ...handlers, ...data, ...taskEvents, ...recordRules, ...figures }
}

/** What reads the typical edition. */
export function loadBundle(): Promise<typeof import('../api/typical-bundle.ts')> {
  return load('api/typical-bundle.js')
}

function load<Module>(path: string): Promise<Module> {
  return import(new URL(`../dist/${path}`, import.meta.url).href) as Promise<Module>
}
