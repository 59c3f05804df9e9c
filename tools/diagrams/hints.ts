/**
 * Where a person wants things: `hints/<process key>.json`. The hints place, the tool routes, labels and sizes.
 * Columns run through the whole pool; rows are counted within a lane, or within a sub-process of its own.
 */
import { existsSync, readFileSync } from 'node:fs'

/** `[column, row]`; fractions lie between the centres of two columns or rows. */
export type Cell = readonly [number, number]

export interface NodeHint {
  readonly at: Cell
  /** Width and height in pixels, where the usual size does not do. */
  readonly size?: readonly [number, number]
  /** Pixels to the right and downwards of the cell's centre. */
  readonly shift?: readonly [number, number]
  /** Straight below (or above) this element, e.g. a boundary event; the column of `at` is then unused. */
  readonly under?: string
  /** Stretches to this column. */
  readonly toColumn?: number
  /** Annotations: the lane whose rows are meant. */
  readonly lane?: string
}

export type Side = 'top' | 'right' | 'bottom' | 'left'

export interface EdgeHint {
  readonly from?: Side
  readonly to?: Side
  /** Cells to pass through, rows of the source's lane. */
  readonly via?: readonly Cell[]
  /** Drawn earlier (lower) or later than others; default 0. */
  readonly order?: number
}

export interface PlaneHints {
  readonly nodes: Readonly<Record<string, NodeHint | Cell>>
  readonly edges?: Readonly<Record<string, EdgeHint>>
  /** Boundary events: pixels from the left border of their host to their centre. */
  readonly boundaries?: Readonly<Record<string, number>>
  /** Label places: a side, or pixels from the element's centre to the label's centre. */
  readonly labels?: Readonly<Record<string, Side | readonly [number, number]>>
  /** Extra pixels before a column. */
  readonly columnGaps?: Readonly<Record<string, number>>
  /** Row heights in pixels by lane id (`""` where there are no lanes). */
  readonly rows?: Readonly<Record<string, readonly number[]>>
}

export interface PoolHint {
  readonly side: 'top' | 'bottom'
  readonly fromColumn?: number
  readonly toColumn?: number
}

export interface DiagramHints extends PlaneHints {
  readonly pools?: Readonly<Record<string, PoolHint>>
  /** Sub-processes by id: drawn open in place, or on a plane of their own. */
  readonly subProcesses?: Readonly<Record<string, PlaneHints & { readonly expanded: boolean }>>
}

/** @throws Error when there are no hints for this process */
export function readHints(processKey: string): DiagramHints {
  const file = new URL(`hints/${processKey}.json`, import.meta.url)
  if (!existsSync(file)) throw new Error(`Expected hints/${processKey}.json beside the tool, but there is none.`)
  return JSON.parse(readFileSync(file, 'utf8')) as DiagramHints
}

/** @returns the long form of a node's hint */
export const nodeHint = (hint: NodeHint | Cell): NodeHint => (isCell(hint) ? { at: hint } : hint)

const isCell = (hint: NodeHint | Cell): hint is Cell => Array.isArray(hint)
