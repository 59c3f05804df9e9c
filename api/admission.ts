/**
 * How much is taken on at a time. Beyond it a request is refused before anything is read or asked for it: what is inside
 * stays fast, and memory stays bounded by what is inside.
 */
import { getHeapStatistics } from 'node:v8'
import { busy } from './http-refusal.ts'

/** A body of this size takes a place more: a place stands for an amount of memory, too. */
const BYTES_OF_A_PLACE = 1_048_576

/** What an admitted request holds. */
export interface Place {
  /** Waits for something that is no work, e.g. for a task to come; meanwhile the place is another's. @throws {HttpRefusal} 503 when too many wait */
  aside<T>(wait: () => Promise<T>): Promise<T>
  leave(): void
}

export class Admission {
  private readonly most: number
  private readonly memoryIsFull: () => boolean
  private inProgress = 0
  private waiting = 0

  /** @param most places; as many requests again may wait aside */
  constructor(most: number, memoryIsFull: () => boolean = createHeapWatch()) {
    this.most = most
    this.memoryIsFull = memoryIsFull
  }

  /** @param bytes that the request announces @throws {HttpRefusal} 503 */
  enter(bytes: number): Place {
    if (this.inProgress >= this.most) {
      throw busy(`Expected at most ${this.most} requests at a time, but there are more. Try again in a moment.`)
    }
    if (this.memoryIsFull())
      throw busy('Expected memory for another request, but it is used up. Try again in a moment.')
    const places = 1 + Math.floor(bytes / BYTES_OF_A_PLACE)
    this.inProgress += places
    return {
      aside: async (wait) => {
        if (this.waiting >= this.most) {
          throw busy(`Expected at most ${this.most} requests that wait, but there are more. Try again in a moment.`)
        }
        this.waiting += 1
        this.inProgress -= places
        try {
          return await wait()
        } finally {
          this.inProgress += places
          this.waiting -= 1
        }
      },
      leave: () => {
        this.inProgress -= places
      },
    }
  }
}

const FULL = 0.9
const LOOK_EVERY_MS = 100

/**
 * @param share of the heap's limit that is in use; what has not been collected yet counts, but near the limit little is left of that
 * @returns whether memory is nearly used up; looked at no more often than it changes
 */
export function createHeapWatch(share: () => number = shareOfHeap): () => boolean {
  let lookedAt = -Infinity
  let full = false
  return () => {
    const now = performance.now()
    if (now - lookedAt >= LOOK_EVERY_MS) {
      lookedAt = now
      full = share() > FULL
    }
    return full
  }
}

function shareOfHeap(): number {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics()
  return used / limit
}
