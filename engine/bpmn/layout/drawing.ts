import { moved, type Box, type Point } from './geometry.ts'

/** What a diagram shows: which element where. */
export interface Drawing {
  readonly shapes: readonly DrawnShape[]
  readonly edges: readonly DrawnEdge[]
}

export interface DrawnShape {
  readonly elementId: string
  readonly box: Box
  /** Attributes of the shape, e.g. `isExpanded="true"`. */
  readonly attributes: string
  /** Where the name stands, if not where modellers put it by themselves. */
  readonly label: Box | null
}

export interface DrawnEdge {
  readonly elementId: string
  readonly points: readonly Point[]
}

export const EMPTY_DRAWING: Drawing = { shapes: [], edges: [] }

export function moveDrawing({ shapes, edges }: Drawing, by: Point): Drawing {
  return {
    shapes: shapes.map((shape) => ({
      ...shape,
      box: moved(shape.box, by),
      label: shape.label === null ? null : moved(shape.label, by),
    })),
    edges: edges.map(({ elementId, points }) => ({ elementId, points: points.map((point) => moved(point, by)) })),
  }
}

export function joinDrawings(drawings: readonly Drawing[]): Drawing {
  return {
    shapes: drawings.flatMap(({ shapes }) => shapes),
    edges: drawings.flatMap(({ edges }) => edges),
  }
}
