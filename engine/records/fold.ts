/** Lower case without diacritics: `Dzīvesvietas` → `dzivesvietas`, so that people find what they type without them. */
export function fold(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC')
}

/** Letters of a word that count when it is searched for. */
const LONGEST_WORD = 40

/** The different words of a text, folded; at most `most`, in the order in which they come. */
export function foldedWords(text: string, most: number): string[] {
  const words = new Set<string>()
  for (const [word] of fold(text).matchAll(/[\p{L}\p{N}]+/gu)) {
    if (words.size >= most) break
    words.add(word.slice(0, LONGEST_WORD))
  }
  return [...words]
}
