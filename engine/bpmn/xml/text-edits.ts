/** A part of a text that is written differently, in as many characters: places behind it stay where they are. */
export interface TextEdit {
  readonly start: number
  readonly end: number
  /** As long as what it replaces. */
  readonly text: string
}

/** Spaces in place of everything but line ends. */
export function blank(text: string, start: number, end: number): TextEdit {
  return { start, end, text: text.slice(start, end).replace(/[^\r\n]/g, ' ') }
}

/** Where edits overlap, the one that begins first counts: it is around the others. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  if (edits.length === 0) return text
  const parts: string[] = []
  let position = 0
  for (const edit of edits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (edit.start < position) continue
    parts.push(text.slice(position, edit.start), edit.text)
    position = edit.end
  }
  return parts.join('') + text.slice(position)
}
