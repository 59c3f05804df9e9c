/** Keeps the values used last, up to a number; those unused for longest are forgotten. */
export interface Lru<V> {
  get(key: string): V | undefined
  set(key: string, value: V): void
  clear(): void
}

export function createLru<V>(capacity: number): Lru<V> {
  // A Map remembers the order of insertion: the first entry is the one unused for longest.
  const entries = new Map<string, V>()
  return {
    get(key) {
      const value = entries.get(key)
      if (value === undefined) return undefined
      entries.delete(key)
      entries.set(key, value)
      return value
    },
    set(key, value) {
      entries.delete(key)
      entries.set(key, value)
      if (entries.size > capacity) for (const oldest of entries.keys()) return void entries.delete(oldest)
    },
    clear: () => entries.clear(),
  }
}
