/**
 * A disk that loses power. What was synced is there; of what was written since, a disk may have kept nothing, any
 * sectors in any order, or a beginning whose last write is torn. Assumed: a sync does what it says, a sector of 512
 * bytes is written whole or not at all, and names of files are there as soon as they are made.
 */
import type { Random } from '../workload/random.ts'
import type { DiskEvent } from './trace.ts'

const SECTOR = 512

/** What becomes of writes that were not synced. */
export type Loss = 'everything' | 'sectors' | 'end'

type Change = { readonly offset: number; readonly data: Buffer } | { readonly length: number }

interface File {
  synced: Buffer
  /** Since the last sync, in order. */
  changes: Change[]
  /** As the program sees it. */
  length: number
}

/** Files as the events leave them. */
export class Disk {
  private readonly files = new Map<string, File>()

  /** @param files as they lay there, synced, before the first event */
  constructor(files: ReadonlyMap<string, Buffer>) {
    for (const [path, synced] of files) this.files.set(path, { synced, changes: [], length: synced.length })
  }

  apply(event: DiskEvent): void {
    if (event.kind === 'remove') {
      this.files.delete(event.path)
      return
    }
    const file = this.file(event.path)
    switch (event.kind) {
      case 'write': {
        const offset = event.offset ?? file.length
        file.changes.push({ offset, data: event.data })
        file.length = Math.max(file.length, offset + event.data.length)
        break
      }
      case 'truncate':
        file.changes.push({ length: event.length })
        file.length = event.length
        break
      case 'sync':
        file.synced = withChanges(file.synced, file.changes)
        file.changes = []
    }
  }

  /** What is there after the power has come back. */
  afterPowerLoss(loss: Loss, random: Random): Map<string, Buffer> {
    return new Map([...this.files].map(([path, file]) => [path, survived(file, loss, random)]))
  }

  /** Writes that no sync has covered. */
  get atRisk(): number {
    return [...this.files.values()].reduce((sum, { changes }) => sum + changes.length, 0)
  }

  private file(path: string): File {
    let file = this.files.get(path)
    if (!file) this.files.set(path, (file = { synced: Buffer.alloc(0), changes: [], length: 0 }))
    return file
  }
}

function survived({ synced, changes }: File, loss: Loss, random: Random): Buffer {
  switch (loss) {
    case 'everything':
      return synced
    case 'sectors':
      return withChanges(
        synced,
        changes.flatMap((change) => sectorsOf(change)).filter(() => random.chance(0.5)),
      )
    case 'end': {
      const kept = random.below(changes.length + 1)
      const torn = changes[kept]
      const beginning = torn === undefined ? [] : sectorsOf(torn)
      return withChanges(synced, [...changes.slice(0, kept), ...beginning.slice(0, random.below(beginning.length + 1))])
    }
  }
}

/** A write in pieces that end where sectors end. */
function sectorsOf(change: Change): Change[] {
  if (!('data' in change)) return [change]
  const { offset, data } = change
  const pieces: Change[] = []
  for (let from = 0; from < data.length;) {
    const to = Math.min(data.length, from + SECTOR - ((offset + from) % SECTOR))
    pieces.push({ offset: offset + from, data: data.subarray(from, to) })
    from = to
  }
  return pieces
}

function withChanges(before: Buffer, changes: readonly Change[]): Buffer {
  if (changes.length === 0) return before
  let most = before.length
  for (const change of changes)
    most = Math.max(most, 'data' in change ? change.offset + change.data.length : change.length)
  const content = Buffer.alloc(most)
  before.copy(content)
  let { length } = before
  for (const change of changes) {
    if ('data' in change) {
      change.data.copy(content, change.offset)
      length = Math.max(length, change.offset + change.data.length)
    } else {
      // What is cut off reads as zeros if the file grows again.
      content.fill(0, Math.min(change.length, length))
      length = change.length
    }
  }
  return content.subarray(0, length)
}
