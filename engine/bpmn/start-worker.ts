import { Worker, type WorkerOptions } from 'node:worker_threads'

/**
 * Starts a module of ours in a thread of its own, in the form in which the caller runs: compiled `.js`, or `.ts`
 * under tsx.
 *
 * @param name of the TypeScript file, relative to the caller, e.g. `./bpmn-worker.ts`
 * @param caller `import.meta.url` of the caller; its extension tells which form runs
 */
export function startWorker(name: string, caller: string, options: WorkerOptions): Worker {
  if (!caller.endsWith('.ts')) return new Worker(new URL(name.replace(/\.ts$/, '.js'), caller), options)

  const module = new URL(name, caller).href
  const bootstrap = new URL('./typescript-thread.mjs', import.meta.url)
  return new Worker(bootstrap, { ...options, argv: [module], execArgv: [] })
}
