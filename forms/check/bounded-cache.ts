/** Keeps the values used last; the one unused for longest leaves first. */
export interface BoundedCache<V> {
  /** @returns the value kept under the key, or the one that `make` gives, which is then kept */
  get(key: string, make: () => V): V
}

/** @param capacity how many values are kept at most */
export function createBoundedCache<V>(capacity: number): BoundedCache<V> {
  const values = new Map<string, V>()
  return {
    get(key, make) {
      const kept = values.get(key)
      const value = kept === undefined ? make() : kept
      // A map remembers the order of insertion: what is put back last is what was used last.
      values.delete(key)
      values.set(key, value)
      if (values.size > capacity) {
        const oldest = values.keys().next()
        if (!oldest.done) values.delete(oldest.value)
      }
      return value
    },
  }
}
