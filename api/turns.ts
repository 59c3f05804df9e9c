/**
 * Whose turn it is. Work keeps the only thread busy, and whoever arrives meanwhile is not even counted: with no end of
 * clients there would always be only one request in progress, and all others would wait in the sockets. So work begins
 * in slices, and between two slices everybody who has arrived is seen, and refused when there are too many.
 *
 * Within a slice work begins together, so that commands still share commits.
 */
const SLICE_MS = 20

export class Turns {
  private readonly queue: (() => void)[] = []
  private sliceEnds: number | null = null
  private postponed = 0

  /** First come, first served. */
  async mine(): Promise<void> {
    return new Promise((resolve) => {
      this.queue.push(resolve)
      setImmediate(this.begin)
    })
  }

  /** What it begins runs before the next call of it, as far as it waits for nothing. */
  private readonly begin = (): void => {
    const now = performance.now()
    if (this.sliceEnds === null) {
      this.sliceEnds = now + SLICE_MS
      // Runs when the sockets have been looked at again.
      setImmediate(this.nextSlice)
    }
    if (now < this.sliceEnds) this.queue.shift()?.()
    else this.postponed += 1
  }

  private readonly nextSlice = (): void => {
    this.sliceEnds = null
    for (; this.postponed > 0; this.postponed -= 1) setImmediate(this.begin)
  }
}
