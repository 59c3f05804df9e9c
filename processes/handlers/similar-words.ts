/** How alike two texts are, in a language that bends its words: Latvian `pakalpojums`, `pakalpojumu`, `pakalpojumam`. */
import { fold } from '../../engine/records/fold.ts'

/** Letters that words of one root share often enough; shorter words must be equal. */
const STEM_LENGTH = 5
const MIN_LENGTH = 3

/** The beginnings of the words of a text, without case and diacritics. */
export function stems(text: string): ReadonlySet<string> {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? []
  return new Set(words.filter((word) => word.length >= MIN_LENGTH).map((word) => word.slice(0, STEM_LENGTH)))
}

/** How many of `wanted` are in `text`. */
export function sharedStems(wanted: ReadonlySet<string>, text: ReadonlySet<string>): number {
  let count = 0
  for (const stem of wanted) if (text.has(stem)) count += 1
  return count
}
