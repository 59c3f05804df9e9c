/**
 * Columns for the items of a graph: each stands to the right of all that lead to it (longest path), apart from links
 * that close a loop. The walk that finds the loops also gives a tree, the first way on which each item is come to.
 */
import { type Graph, linksOut } from './graph.ts'

export interface Layers {
  readonly column: readonly number[]
  /** By link: it leads back to where its way came from. */
  readonly isBack: readonly boolean[]
  /** By item: the link by which it was come to; -1 where a way begins. */
  readonly treeLink: readonly number[]
  /** Items, each after the one that led to it. */
  readonly order: readonly number[]
  /** Links by the item they leave, the longest way first. */
  readonly out: readonly (readonly number[])[]
}

export function findLayers(graph: Graph): Layers {
  const out = linksOut(graph)
  const first = walk(graph, out)
  const remaining = longestWays(graph, out, first)
  // The longest way first, so that it becomes a straight line; boundary events after it, as they leave downwards.
  const { links } = graph
  const rank = (link: number) => (links[link]?.port === null ? 0 : 1)
  const length = (link: number) => (first.isBack[link] ? -1 : (remaining[links[link]?.to ?? 0] ?? 0))
  const sorted = out.map((list) => list.toSorted((a, b) => rank(a) - rank(b) || length(b) - length(a)))
  const second = walk(graph, sorted)

  const column = graph.items.map(() => 0)
  for (const item of second.finished.toReversed()) {
    for (const link of sorted[item] ?? []) {
      const to = links[link]?.to ?? 0
      if (!second.isBack[link]) column[to] = Math.max(column[to] ?? 0, (column[item] ?? 0) + 1)
    }
  }
  return { column, isBack: second.isBack, treeLink: second.treeLink, order: second.order, out: sorted }
}

interface Walk {
  readonly isBack: boolean[]
  readonly treeLink: number[]
  readonly order: number[]
  /** Items, each after all that it leads to (loops aside). */
  readonly finished: number[]
}

/** Depth first, without recursion: an upload may be one long way. */
function walk({ items, links }: Graph, out: readonly (readonly number[])[]): Walk {
  const isBack = links.map(() => false)
  const treeLink = items.map(() => -1)
  const state: ('new' | 'open' | 'done')[] = items.map(() => 'new')
  const order: number[] = []
  const finished: number[] = []
  const hasIncoming = items.map(() => false)
  for (const { from, to } of links) if (from !== to) hasIncoming[to] = true

  const visit = (root: number) => {
    const stack = [{ item: root, next: 0 }]
    state[root] = 'open'
    order.push(root)
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const link = out[top.item]?.[top.next]
      top.next += 1
      if (link === undefined) {
        state[top.item] = 'done'
        finished.push(top.item)
        stack.pop()
        continue
      }
      const to = links[link]?.to ?? 0
      if (state[to] === 'open') isBack[link] = true
      if (state[to] !== 'new') continue
      state[to] = 'open'
      treeLink[to] = link
      order.push(to)
      stack.push({ item: to, next: 0 })
    }
  }
  items.forEach((_, item) => {
    if (!hasIncoming[item]) visit(item)
  })
  // Loops without a way in.
  items.forEach((_, item) => {
    if (state[item] === 'new') visit(item)
  })
  return { isBack, treeLink, order, finished }
}

function longestWays({ items, links }: Graph, out: readonly (readonly number[])[], { isBack, finished }: Walk) {
  const longest = items.map(() => 0)
  for (const item of finished) {
    for (const link of out[item] ?? []) {
      if (isBack[link]) continue
      longest[item] = Math.max(longest[item] ?? 0, (longest[links[link]?.to ?? 0] ?? 0) + 1)
    }
  }
  return longest
}
