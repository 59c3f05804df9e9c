/** Things by what they have in common. */
export function groupBy<T>(things: Iterable<T>, keyOf: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const thing of things) {
    const key = keyOf(thing)
    const group = groups.get(key)
    if (group) group.push(thing)
    else groups.set(key, [thing])
  }
  return groups
}

/** How often each text occurs. */
export function countOf(texts: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return counts
}

/** Sentences where two counts differ. */
export function* differences(
  left: ReadonlyMap<string, number>,
  right: ReadonlyMap<string, number>,
  sentence: (what: string, left: number, right: number) => string,
): Generator<string> {
  for (const what of new Set([...left.keys(), ...right.keys()])) {
    const [a, b] = [left.get(what) ?? 0, right.get(what) ?? 0]
    if (a !== b) yield sentence(what, a, b)
  }
}
