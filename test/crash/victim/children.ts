/** Every child process of a run, so that none outlives it. */
import type { ChildProcess } from 'node:child_process'

const alive = new Set<ChildProcess>()

process.on('exit', () => {
  for (const child of alive) kill(child)
})

/** Keeps a child in mind until it has ended. */
export function keepTrackOf<Child extends ChildProcess>(child: Child): Child {
  alive.add(child)
  child.once('close', () => alive.delete(child))
  return child
}

/** Ends it at once, frozen or not. @returns when it has ended and everything that it had written is read */
export async function killAndWait(child: ChildProcess): Promise<void> {
  if (!alive.has(child)) return
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  kill(child)
  await gone
}

function kill(child: ChildProcess): void {
  child.kill('SIGKILL')
}
