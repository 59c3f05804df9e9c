/**
 * How wide text is in Arial, without a browser: advance widths of Helvetica per 1000 units of font size, as in the
 * Adobe font metrics, to which Arial and Liberation Sans keep. Letters with marks are as wide as without.
 */
const WIDTHS: Readonly<Record<string, number>> = Object.fromEntries(
  (
    [
      [222, 'ijl'],
      [278, ' ftI!/.,:;()[]\\|-'],
      [333, 'r()-–'],
      [500, 'cksvxyzJ'],
      [556, 'abdeghnopqu0123456789?L_$'],
      [584, '+=<>~'],
      [611, 'FTZ'],
      [667, 'ABEKPSVXY&'],
      [722, 'wCDHNRUw'],
      [778, 'GOQ'],
      [833, 'mM'],
      [944, 'W'],
      [889, '%'],
      [1000, '—…'],
    ] as const
  ).flatMap(([width, letters]) => [...letters].map((letter) => [letter, width] as const)),
)

/** @returns the width of one line in pixels. */
export const textWidth = (text: string, fontSize: number): number => {
  let units = 0
  for (const letter of text.normalize('NFD').replace(/\p{M}/gu, '')) units += WIDTHS[letter] ?? 600
  return (units * fontSize) / 1000
}

/** @returns the lines of a text broken at spaces so that each is at most `maxWidth` pixels wide, where words allow. */
export const wrapText = (text: string, fontSize: number, maxWidth: number): string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && textWidth(longer, fontSize) > maxWidth) {
      lines.push(line)
      line = word
    } else line = longer
  }
  if (line !== '') lines.push(line)
  return lines
}

/** Font size in pixels and line height of labels beside their shape, as bpmn-js draws them. */
export const LABEL_FONT = 11
export const LABEL_LINE = 14

/** Where there is no Arial, browsers take a font that is wider by so much; a box too narrow for it breaks words. */
export const OTHER_FONT = 1.17

/**
 * @param stretch how much wider than Arial the letters may be.
 * @returns the box size that a label needs when it may be at most `maxWidth` wide in Arial.
 */
export const labelSize = (
  text: string,
  maxWidth: number,
  stretch = 1,
): { readonly width: number; readonly height: number } => {
  const lines = wrapText(text, LABEL_FONT, maxWidth)
  const width = Math.max(...lines.map((line) => textWidth(line, LABEL_FONT))) * stretch
  return { width: Math.ceil(width) + 6, height: lines.length * LABEL_LINE }
}
