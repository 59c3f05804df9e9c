/** What one scope looks like to the layout: boxes to place and links between them, by number. */
export interface Graph {
  readonly items: readonly GraphItem[]
  readonly links: readonly GraphLink[]
  /** How many horizontal bands there are; lanes are bands. */
  readonly bands: number
}

export interface GraphItem {
  readonly width: number
  readonly height: number
  /** What it needs at least for what belongs to it, e.g. a name below an event. */
  readonly cellWidth: number
  /** Room above and below its middle line. */
  readonly above: number
  readonly below: number
  readonly band: number
}

export interface GraphLink {
  readonly from: number
  readonly to: number
  /** For a link out of a boundary event: how far to the right of the item's left side, and below its middle line. */
  readonly port: { readonly x: number; readonly y: number } | null
}

/** The numbers of the links that leave each item, those of boundary events last. */
export function linksOut({ items, links }: Graph): number[][] {
  const out: number[][] = items.map(() => [])
  links.forEach(({ from, port }, link) => {
    if (port === null) out[from]?.push(link)
  })
  links.forEach(({ from, port }, link) => {
    if (port !== null) out[from]?.push(link)
  })
  return out
}
