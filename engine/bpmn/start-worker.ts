import { Worker, type WorkerOptions } from 'node:worker_threads'

/**
 * Starts a module of ours in a thread of its own, as it is: compiled `.js`, or `.ts` under tsx.
 *
 * @param module URL without extension-guessing by the caller, e.g. `new URL('./bpmn-worker.ts', import.meta.url)`
 * @param from `import.meta.url` of the caller; its extension tells which of the two runs
 */
export function startWorker(module: URL, from: string, options: WorkerOptions): Worker {
  if (from.endsWith('.js')) return new Worker(new URL(module.href.replace(/\.ts$/, '.js')), options)

  // Node 20 hands a worker no loader hooks, so the thread registers tsx itself before it imports the module.
  const tsx = JSON.stringify(import.meta.resolve('tsx/esm/api'))
  const code = `import { register } from ${tsx}; register(); await import(${JSON.stringify(module.href)})`
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), { ...options, execArgv: [] })
}
