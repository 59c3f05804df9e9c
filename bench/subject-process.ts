/**
 * Each subject in a process of its own, so that none pays for the garbage or the compiled code of another. The process
 * stays for all rounds and rests while others are measured.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { root } from './built.ts'

export interface SubjectProcess<Settings, Result> {
  /** @throws Error with what went wrong there */
  measure(settings: Settings): Promise<Result>
  stop(): Promise<void>
}

type Reply = { readonly result: unknown } | { readonly failure: string }

interface SubjectModule<Settings, Result> {
  readonly measure: (settings: Settings) => Promise<Result>
}

/** @param name a file in `subjects/` that exports `measure` */
export function startSubject<Settings, Result>(name: string): SubjectProcess<Settings, Result> {
  const child = fork(fileURLToPath(import.meta.url), [name], {
    cwd: root,
    execArgv: ['--import', 'tsx', '--expose-gc'],
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  const ended = once(child, 'exit').then(([code, signal]): [Reply] => [
    { failure: `its process ended with ${String(code ?? signal)}` },
  ])
  return {
    async measure(settings) {
      const answered = once(child, 'message') as Promise<[Reply]>
      child.send(settings as object)
      const [reply] = await Promise.race([answered, ended])
      if ('failure' in reply) throw new Error(`Expected subject "${name}" to be measured, but: ${reply.failure}`)
      return reply.result as Result
    },
    stop: () => stop(child),
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.disconnect()
  await ended
}

/** Starts subjects for as long as `work` takes. */
export async function withSubjects<const Subjects extends readonly SubjectProcess<never, unknown>[], Result>(
  subjects: Subjects,
  work: (...subjects: Subjects) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(...subjects)
  } finally {
    await Promise.all(subjects.map((subject) => subject.stop()))
  }
}

async function serve(name: string): Promise<void> {
  const subject = (await import(new URL(`subjects/${name}.ts`, import.meta.url).href)) as SubjectModule<
    unknown,
    unknown
  >
  process.on('message', (settings) => {
    subject.measure(settings).then(
      (result) => process.send?.({ result }),
      (error: unknown) =>
        process.send?.({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
  })
  process.once('disconnect', () => process.exit(0))
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await serve(process.argv[2] ?? '')
}
