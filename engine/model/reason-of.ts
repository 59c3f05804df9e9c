/** What an error says, whatever was thrown: its message, without the stack. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
