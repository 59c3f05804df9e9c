/** Why a backup or a restoration did not come about: a sentence for the person, and a code for the program that called. */

/** 1: it cannot be done as things are; 2: it was called wrongly; 3: the copy, or what it was made of, is damaged. */
export type ExitCode = 1 | 2 | 3

export class Trouble extends Error {
  readonly exitCode: ExitCode
  constructor(exitCode: ExitCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'Trouble'
    this.exitCode = exitCode
  }
}

/** Runs a command of ours and ends with its code. */
export async function run(work: () => Promise<void>): Promise<void> {
  // Everything that is made here holds personal data and is its owner's alone.
  process.umask(0o077)
  try {
    await work()
  } catch (error) {
    if (error instanceof Trouble) console.error(error.message)
    else console.error(error)
    process.exitCode = error instanceof Trouble ? error.exitCode : 1
  }
}
