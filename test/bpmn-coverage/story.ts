/** One example of the engine's book: what an element does, drawn small and played. */
export interface Story {
  /** Ids of the rows that it proves. */
  readonly rows: readonly string[]
  /** A sentence about the element, without its name. */
  readonly title: string
  /** Ends quietly when the engine does what the standard says. */
  readonly play: () => Promise<unknown>
}

/** How a story went: null, or the first line of why it failed. */
export type Outcome = string | null

export const story = (rows: string | readonly string[], title: string, play: () => Promise<unknown>): Story => ({
  rows: typeof rows === 'string' ? [rows] : rows,
  title,
  play,
})

/** Plays a story. @returns null when it passed, else the first line of the reason */
export const outcomeOf = async ({ play }: Story): Promise<Outcome> => {
  try {
    await play()
    return null
  } catch (error) {
    return firstLineOf(error)
  }
}

const LONGEST = 160

/** Short enough for a table, and without what is different each time. */
export const firstLineOf = (error: unknown): string => {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).trim().split('\n')
  const steady = line.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…')
  return steady.length > LONGEST ? `${steady.slice(0, LONGEST)}…` : steady
}
