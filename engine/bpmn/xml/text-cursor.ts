/** A place in a text that only moves forward and knows its line. */
export class TextCursor {
  readonly text: string
  position = 0
  /** 1-based. */
  line = 1

  constructor(text: string) {
    this.text = text
  }

  atEnd(): boolean {
    return this.position >= this.text.length
  }

  startsWith(mark: string): boolean {
    return this.text.startsWith(mark, this.position)
  }

  /** @param pattern a sticky expression (`y`), tried exactly here */
  match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.position
    return pattern.exec(this.text)
  }

  moveBy(length: number): void {
    const end = Math.min(this.position + length, this.text.length)
    for (; this.position < end; this.position += 1) {
      const code = this.text.charCodeAt(this.position)
      // A line ends with LF, CR LF or CR.
      if (code === 10 || (code === 13 && this.text.charCodeAt(this.position + 1) !== 10)) this.line += 1
    }
  }

  /** Moves behind the next `mark`; false and no move when there is none. */
  movePast(mark: string): boolean {
    const at = this.text.indexOf(mark, this.position)
    if (at === -1) return false
    this.moveBy(at + mark.length - this.position)
    return true
  }
}
