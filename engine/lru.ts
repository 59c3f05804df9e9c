/** Keeps the values used last, up to a number; those unused for longest are forgotten. */
export interface Lru<V> {
  get(key: string): V | undefined
  set(key: string, value: V): void
  /** The value kept under the key, or the one that `make` gives, which is then kept; what `make` throws is not. */
  getOrMake(key: string, make: () => V): V
  clear(): void
}

/** @param capacity how many values are kept at most */
export function createLru<V>(capacity: number): Lru<V> {
  // A Map remembers the order of insertion: the first entry is the one unused for longest.
  const entries = new Map<string, V>()

  function get(key: string): V | undefined {
    const value = entries.get(key)
    if (value === undefined) return undefined
    entries.delete(key)
    entries.set(key, value)
    return value
  }

  function set(key: string, value: V): void {
    entries.delete(key)
    entries.set(key, value)
    if (entries.size > capacity) for (const oldest of entries.keys()) return void entries.delete(oldest)
  }

  return {
    get,
    set,
    getOrMake(key, make) {
      const kept = get(key)
      if (kept !== undefined) return kept
      const made = make()
      set(key, made)
      return made
    },
    clear: () => entries.clear(),
  }
}
