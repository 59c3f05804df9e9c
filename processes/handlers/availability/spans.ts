/** Arithmetic of stretches of time. Pure; moments are milliseconds since 1970, the end no longer belongs to a stretch. */

/** A stretch of time. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** In order, without overlaps: stretches that overlap or touch are one; empty ones are none. */
export function merged(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = []
  for (const span of spans.filter(({ from, to }) => to > from).toSorted((one, other) => one.from - other.from)) {
    const last = result.at(-1)
    if (last && span.from <= last.to) result[result.length - 1] = { from: last.from, to: Math.max(last.to, span.to) }
    else result.push(span)
  }
  return result
}

/** What of them lies within the bounds. */
export function clipped(spans: readonly Span[], bounds: Span): readonly Span[] {
  return spans
    .map(({ from, to }) => ({ from: Math.max(from, bounds.from), to: Math.min(to, bounds.to) }))
    .filter(({ from, to }) => to > from)
}

/** What of a stretch is left without the others. @param cuts in order, without overlaps */
export function without(span: Span, cuts: readonly Span[]): readonly Span[] {
  const left: Span[] = []
  let from = span.from
  for (const cut of clipped(cuts, span)) {
    if (cut.from > from) left.push({ from, to: cut.from })
    from = cut.to
  }
  if (from < span.to) left.push({ from, to: span.to })
  return left
}
