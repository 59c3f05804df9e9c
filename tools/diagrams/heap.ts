/** A binary heap: indices come out in the order of their cost, lowest first. */
export class Heap {
  readonly #items: { cost: number; value: number }[] = []

  push(cost: number, value: number): void {
    const items = this.#items
    items.push({ cost, value })
    let at = items.length - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if ((items[parent]?.cost ?? 0) <= cost) break
      this.#swap(at, parent)
      at = parent
    }
  }

  /** @returns the index of the lowest cost; null when the heap is empty */
  pop(): number | null {
    const items = this.#items
    const top = items[0]
    const last = items.pop()
    if (!top || !last) return null
    if (items.length === 0) return top.value
    items[0] = last
    let at = 0
    for (;;) {
      const [left, right] = [2 * at + 1, 2 * at + 2]
      let smallest = at
      if ((items[left]?.cost ?? Infinity) < (items[smallest]?.cost ?? Infinity)) smallest = left
      if ((items[right]?.cost ?? Infinity) < (items[smallest]?.cost ?? Infinity)) smallest = right
      if (smallest === at) return top.value
      this.#swap(at, smallest)
      at = smallest
    }
  }

  #swap(a: number, b: number): void {
    const items = this.#items
    const [first, second] = [items[a], items[b]]
    if (!first || !second) return
    items[a] = second
    items[b] = first
  }
}
