import type { Point, Size } from './geometry.ts'

/** Something that no flow leads to or from. */
export interface ShelfItem extends Size {
  draw(place: Point): void
}

export interface Shelf extends Size {
  readonly places: readonly { readonly item: ShelfItem; readonly place: Point }[]
}

const APART = 30

/** Sets items side by side, in lines of at most this width. */
export function arrangeShelf(items: readonly ShelfItem[], mostWidth: number): Shelf {
  const places: { item: ShelfItem; place: Point }[] = []
  let [x, y, lineHeight, width] = [0, 0, 0, 0]
  for (const item of items) {
    if (x > 0 && x + item.width > mostWidth) {
      y += lineHeight + APART
      x = 0
      lineHeight = 0
    }
    places.push({ item, place: { x, y } })
    width = Math.max(width, x + item.width)
    lineHeight = Math.max(lineHeight, item.height)
    x += item.width + APART
  }
  return { places, width, height: items.length === 0 ? 0 : y + lineHeight + APART }
}
