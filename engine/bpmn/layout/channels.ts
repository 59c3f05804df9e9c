/** Places the vertical parts of lines side by side, so that none lies on another where they share a height. */
import type { Level, Line, Trunk } from './lines.ts'

export interface Channels {
  /** By channel: how many trunks stand side by side. */
  readonly lanes: readonly number[]
  /** Which of them, by channel and key. */
  laneOf(trunk: Trunk): number
}

interface Bundle {
  readonly key: string
  readonly left: Set<number>
  readonly right: Set<number>
  top: number
  bottom: number
}

/** More of them are set side by side without looking for room between. */
const MOST_COMPARED = 300

export function placeTrunks(lines: readonly Line[], channelCount: number): Channels {
  const bundles: Map<string, Bundle>[] = Array.from({ length: channelCount }, () => new Map())
  for (const trunk of lines.flatMap(({ trunks }) => trunks)) {
    const inChannel = bundles[trunk.channel]
    const bundle = inChannel?.get(trunk.key) ?? {
      key: trunk.key,
      left: new Set(),
      right: new Set(),
      top: Infinity,
      bottom: -Infinity,
    }
    inChannel?.set(trunk.key, bundle)
    for (const level of trunk.left) bundle.left.add(heightOf(level))
    for (const level of trunk.right) bundle.right.add(heightOf(level))
    for (const height of [trunk.from, trunk.to].map(heightOf)) {
      bundle.top = Math.min(bundle.top, height)
      bundle.bottom = Math.max(bundle.bottom, height)
    }
  }
  const placed = bundles.map((inChannel) => sideBySide([...inChannel.values()]))
  return {
    lanes: placed.map((lanes) => Math.max(0, ...[...lanes.values()].map((lane) => lane + 1))),
    laneOf: ({ channel, key }) => placed[channel]?.get(key) ?? 0,
  }
}

/** Heights as numbers in their order. */
function heightOf({ row, track }: Level): number {
  return row * 1000 + (track === null ? 0 : 500 + track)
}

function sideBySide(bundles: readonly Bundle[]): Map<string, number> {
  const lanes = new Map<string, number>()
  if (bundles.length > MOST_COMPARED) {
    bundles.forEach(({ key }, lane) => lanes.set(key, lane))
    return lanes
  }
  const before = findBefore(bundles)
  const taken: Bundle[][] = []
  for (const bundle of inOrder(bundles, before)) {
    let lane = Math.max(0, ...(before.get(bundle) ?? []).map((other) => (lanes.get(other.key) ?? -1) + 1))
    while (taken[lane]?.some((other) => other.top < bundle.bottom && bundle.top < other.bottom)) lane += 1
    ;(taken[lane] ??= []).push(bundle)
    lanes.set(bundle.key, lane)
  }
  return lanes
}

/** A line that comes from the left at some height must end before one begins there that goes to the right. */
function findBefore(bundles: readonly Bundle[]): Map<Bundle, readonly Bundle[]> {
  return new Map(
    bundles.map((bundle) => [
      bundle,
      bundles.filter((other) => other !== bundle && [...bundle.right].some((height) => other.left.has(height))),
    ]),
  )
}

/** Each after those before it; where that goes round in a circle, the first in document order begins. */
function inOrder(bundles: readonly Bundle[], before: ReadonlyMap<Bundle, readonly Bundle[]>): readonly Bundle[] {
  const ordered = new Set<Bundle>()
  const remaining = new Set(bundles)
  while (remaining.size > 0) {
    const [first] = remaining
    const free = [...remaining].filter((bundle) => before.get(bundle)?.every((other) => ordered.has(other)))
    const next = free.length > 0 ? free : first === undefined ? [] : [first]
    for (const bundle of next) {
      ordered.add(bundle)
      remaining.delete(bundle)
    }
  }
  return [...ordered]
}
