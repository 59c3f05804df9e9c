/**
 * Remembers what was made for a text; beyond `size` texts the one that was not used for longest is forgotten.
 *
 * @returns gives the remembered value or makes it; what `make` throws is not remembered
 */
export function boundedCache<T>(size: number): (text: string, make: (text: string) => T) => T {
  const known = new Map<string, T>()
  return (text, make) => {
    const found = known.get(text)
    if (found !== undefined) {
      known.delete(text)
      known.set(text, found)
      return found
    }
    const made = make(text)
    known.set(text, made)
    const [oldest] = known.keys()
    if (known.size > size && oldest !== undefined) known.delete(oldest)
    return made
  }
}
