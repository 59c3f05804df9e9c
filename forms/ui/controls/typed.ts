/** The texts of a form by name; like `URLSearchParams`, but found at once however many there are. */
export interface Typed {
  readonly getAll: (name: string) => readonly string[]
}

const NONE: readonly string[] = []

/** @returns the texts of each name in their order, the names in the order in which they were first there */
export function byName(texts: Iterable<readonly [string, string]>): Map<string, string[]> {
  const index = new Map<string, string[]>()
  for (const [name, text] of texts) {
    const known = index.get(name)
    if (known) known.push(text)
    else index.set(name, [text])
  }
  return index
}

/** @returns the same texts, found at once */
export function typedOf(texts: URLSearchParams): Typed {
  const index = byName(texts)
  return { getAll: (name) => index.get(name) ?? NONE }
}
