import type { Told } from '../engine.ts'
import type { EngineParts } from './engine-parts.ts'
import { type Command, type Executed, execute } from './execute.ts'

/**
 * Executes a command that changes what is in force. It shares its transaction with nobody: others must not decide by what
 * may still be undone; and whatever came of it, what is remembered is read again.
 */
export async function changeInForce<Input extends Told, Output extends object>(
  name: string,
  command: Command<Input, Output>,
  input: Input,
  parts: EngineParts,
): Promise<Executed<Output>> {
  try {
    return await execute(name, command, input, parts, { alone: true })
  } finally {
    parts.definitions.forget()
  }
}
