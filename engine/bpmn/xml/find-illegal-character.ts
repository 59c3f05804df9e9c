import type { XmlTrouble } from './xml-trouble.ts'

/**
 * Finds a character that XML forbids: NUL, other control characters, half a surrogate pair. The parser would take
 * them, and a database refuses them much later, when the file is long deployed.
 *
 * @returns null when there is none
 */
export function findIllegalCharacter(text: string): XmlTrouble | null {
  let line = 1
  for (let index = 0; index < text.length; index += 1) {
    const codePoint = text.codePointAt(index) ?? 0
    if (codePoint === 10 || (codePoint === 13 && text.charCodeAt(index + 1) !== 10)) line += 1
    if (!isXmlCharacter(codePoint)) {
      const name = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`
      const message = `The file holds the character ${name}, which XML does not allow; remove it.`
      return { code: 'illegal-character', line, message }
    }
    if (codePoint > 0xffff) index += 1
  }
  return null
}

/** Whether XML allows the character (XML 1.0 §2.2): below U+0020 only tab, line feed and carriage return. */
export function isXmlCharacter(codePoint: number): boolean {
  if (codePoint < 0x20) return codePoint === 9 || codePoint === 10 || codePoint === 13
  if (codePoint <= 0xd7ff) return true
  return (codePoint >= 0xe000 && codePoint <= 0xfffd) || (codePoint >= 0x10000 && codePoint <= 0x10ffff)
}
