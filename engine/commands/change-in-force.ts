import type { Told } from '../engine.ts'
import { raiseInForceGeneration } from '../store/look-ups/generation.ts'
import type { EngineParts } from './engine-parts.ts'
import { type Command, type Executed, execute } from './execute.ts'

/**
 * Executes a command that changes what is in force, one after the other on all nodes. It shares its transaction with
 * nobody: others must not decide by what may still be undone; and whatever came of it, what is remembered is read again.
 */
export async function changeInForce<Input extends Told, Output extends object>(
  name: string,
  command: Command<Input, Output>,
  input: Input,
  parts: EngineParts,
): Promise<Executed<Output>> {
  const inTurn: Command<Input, Output> = async (told, unit, ports) => {
    await raiseInForceGeneration(await unit.flush())
    return command(told, unit, ports)
  }
  try {
    return await execute(name, inTurn, input, parts, { alone: true })
  } finally {
    parts.definitions.forget()
  }
}
