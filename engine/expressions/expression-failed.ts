/** An expression could not be evaluated at all (a null result is none of that); becomes an incident at its element. */
export class ExpressionFailed extends Error {
  /** The expression as the diagram has it. */
  readonly source: string
  /** What went wrong, as a sentence of its own. */
  readonly reason: string

  constructor(source: string, reason: string, options?: { cause?: unknown }) {
    super(`Expected "${shorten(source)}" to give a value, but it cannot be evaluated: ${reason}`, options)
    this.name = 'ExpressionFailed'
    this.source = source
    this.reason = reason
  }
}

function shorten(source: string): string {
  return source.length <= 200 ? source : `${source.slice(0, 199)}…`
}
