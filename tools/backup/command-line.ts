/** Arguments of the commands. */
import { parseArgs } from 'node:util'
import { Trouble } from './trouble.ts'

/** @returns the one path, if any, and which of the switches were given. @throws {Trouble} 2 */
export function readArguments(
  args: readonly string[],
  usage: string,
  switches: readonly string[],
): { readonly path: string | undefined; readonly given: ReadonlySet<string> } {
  try {
    const options = Object.fromEntries(switches.map((name) => [name, { type: 'boolean' as const }]))
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    if (positionals.length > 1) throw new Error(`there are ${positionals.length} paths`)
    return { path: positionals[0], given: new Set(Object.keys(values)) }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new Trouble(2, `Expected ${usage}, but ${why}.`, { cause })
  }
}
