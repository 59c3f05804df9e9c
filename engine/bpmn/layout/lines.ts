/**
 * How each link runs, in rows, gaps and channels, before anything has a place in pixels. Across a column a line runs in
 * a row where it has a cell, or in the gap below a row; down and up it runs in the channel before a column. So no line
 * leads through a shape. What would lie on another line gets a track of its own.
 */
import type { Graph } from './graph.ts'
import type { Layers } from './layers.ts'
import type { Rows } from './rows.ts'

/** A height: the middle of a row, or a track in the gap below it. */
export interface Level {
  readonly row: number
  /** Null for the middle of the row. */
  readonly track: number | null
}

/** A vertical part of a line, in the channel before column `channel`. */
export interface Trunk {
  readonly channel: number
  /** Lines of one key are drawn as one. */
  readonly key: string
  readonly from: Level
  readonly to: Level
  /** Heights at which something leads from it to the left, and to the right. */
  readonly left: readonly Level[]
  readonly right: readonly Level[]
}

export interface Line {
  /** Where it first leaves the row of its beginning, for one that begins at a boundary event. */
  readonly portGap: Level | null
  readonly trunks: readonly Trunk[]
}

export interface Lines {
  readonly lines: readonly Line[]
  /** By row: tracks of the gap below it. */
  readonly tracks: readonly number[]
}

export function findLines({ links }: Graph, { column, isBack, out }: Layers, rows: Rows, rowCount: number): Lines {
  const gaps = createGaps(rowCount)
  const incoming = new Map<number, number>()
  for (const { to } of links) incoming.set(to, (incoming.get(to) ?? 0) + 1)
  const columnOf = (item: number) => column[item] ?? 0
  const inRow = (row: number): Level => ({ row, track: null })

  // Events from right to left: the line of the leftmost runs lowest, so that none crosses another's.
  const lines: Line[] = links.map(() => ({ portGap: null, trunks: [] }))
  const ordered = [...links.keys()].toSorted((a, b) => (links[b]?.port?.x ?? 0) - (links[a]?.port?.x ?? 0))
  for (const link of ordered) {
    const { from, to, port } = links[link] ?? { from: 0, to: 0, port: null }
    const [start, end] = [inRow(rows.item[from] ?? 0), inRow(rows.item[to] ?? 0)]
    const [leave, arrive] = [columnOf(from) + 1, columnOf(to)]
    const row = rows.link[link] ?? null
    const direct = !isBack[link] && (row !== null || leave === arrive)

    if (!direct) {
      const gapRow = port === null ? Math.max(start.row, end.row) : start.row
      const first = port === null ? 2 * leave : 2 * columnOf(from) + 1
      const gap = gaps.take(gapRow, Math.min(first, 2 * arrive), Math.max(first, 2 * arrive))
      const out1: Trunk = { channel: leave, key: `out ${link}`, from: start, to: gap, ...sides(gap) }
      const in1: Trunk = { channel: arrive, key: `in ${link}`, from: gap, to: end, ...sides(gap) }
      const comesFromLeft = first <= 2 * arrive
      const leaving = { ...out1, left: comesFromLeft ? [start] : [start, gap], right: comesFromLeft ? [gap] : [] }
      const arriving = { ...in1, left: comesFromLeft ? [gap] : [], right: comesFromLeft ? [end] : [gap, end] }
      lines[link] = { portGap: port === null ? null : gap, trunks: port === null ? [leaving, arriving] : [arriving] }
      continue
    }

    const portGap = port === null ? null : gaps.take(start.row, 2 * columnOf(from) + 1, 2 * leave)
    const beginning = portGap ?? start
    const across = row === null ? end : inRow(row)
    const branches = (out[from] ?? []).filter((other) => links[other]?.port === null).length > 1
    const joins = leave === arrive && !branches && (incoming.get(to) ?? 0) > 1
    const key = portGap !== null ? `port ${link}` : joins ? `to ${to}` : `from ${from}`
    const trunks: Trunk[] = []
    if (!same(beginning, across)) {
      trunks.push({ channel: leave, key, from: beginning, to: across, left: [beginning], right: [across] })
    }
    if (!same(across, end)) {
      trunks.push({ channel: arrive, key: `to ${to}`, from: across, to: end, left: [across], right: [end] })
    }
    lines[link] = { portGap, trunks }
  }
  return { lines, tracks: gaps.tracks() }
}

function sides(level: Level): { readonly left: readonly Level[]; readonly right: readonly Level[] } {
  return { left: [level], right: [level] }
}

function same(a: Level, b: Level): boolean {
  return a.row === b.row && a.track === b.track
}

/** Tracks below rows; an interval takes the first in which nothing lies over it. */
function createGaps(rowCount: number) {
  const taken: (readonly [number, number])[][][] = Array.from({ length: rowCount }, () => [])
  return {
    take(row: number, from: number, to: number): Level {
      const tracks = taken[row] ?? []
      // So many lines in one gap cannot be told apart anyway.
      let track = tracks.length > 200 ? tracks.length - 1 : 0
      while (tracks.length <= 200 && tracks[track]?.some(([start, end]) => start <= to && from <= end)) track += 1
      tracks[track] = [...(tracks[track] ?? []), [from, to]]
      return { row, track }
    },
    tracks: (): number[] => taken.map((tracks) => tracks.length),
  }
}
