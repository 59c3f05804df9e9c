import { isXmlCharacter } from './find-illegal-character.ts'

const REFERENCE = /&(?:#(\d{1,8})|#x([0-9a-fA-F]{1,7})|(?:amp|lt|gt|quot|apos));/y

/**
 * Looks at each `&` of a text or attribute value: it must begin one of the five named references, or a number of a
 * character that XML allows.
 *
 * @returns offset and sentence of the first that does not, or null
 */
export function findBadReference(text: string): { readonly offset: number; readonly message: string } | null {
  for (let offset = text.indexOf('&'); offset !== -1; offset = text.indexOf('&', offset + 1)) {
    REFERENCE.lastIndex = offset
    const reference = REFERENCE.exec(text)
    if (reference === null) {
      return { offset, message: '"&" begins no character that XML knows; write "&amp;" where you mean the sign.' }
    }
    const [whole, decimal, hexadecimal] = reference
    if (!isXmlCharacter(codePointOf(decimal, hexadecimal))) {
      return { offset, message: `"${whole}" names a character that XML does not allow; remove it.` }
    }
  }
  return null
}

function codePointOf(decimal: string | undefined, hexadecimal: string | undefined): number {
  if (decimal !== undefined) return Number(decimal)
  return hexadecimal === undefined ? 0x20 : Number.parseInt(hexadecimal, 16)
}

/** Writes references such as `&#128512;` out: the parser would cut characters beyond U+FFFF off to 16 bits. */
export function writeOutAstralReferences(xml: string): string {
  return xml.replace(/&#(?:(\d{5,8})|x([0-9a-fA-F]{5,7}));/g, (whole, decimal?: string, hexadecimal?: string) => {
    const codePoint = codePointOf(decimal, hexadecimal)
    return codePoint > 0xffff && isXmlCharacter(codePoint) ? String.fromCodePoint(codePoint) : whole
  })
}
