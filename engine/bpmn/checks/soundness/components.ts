/**
 * The strongly connected components of a graph (Tarjan), each before those that lead to it; a component of several
 * elements is a loop. Linear, and without recursion, as a diagram may be long.
 */
export function componentsOf<Node>(nodes: readonly Node[], next: (node: Node) => readonly Node[]): readonly Node[][] {
  const order = new Map<Node, number>()
  const lowest = new Map<Node, number>()
  const path: Node[] = []
  const onPath = new Set<Node>()
  const components: Node[][] = []

  const visit = (root: Node) => {
    const open: { readonly node: Node; readonly next: readonly Node[]; at: number }[] = []
    const enter = (node: Node) => {
      lowest.set(node, order.size)
      order.set(node, order.size)
      path.push(node)
      onPath.add(node)
      open.push({ node, next: next(node), at: 0 })
    }
    const lower = (node: Node, to: number) => lowest.set(node, Math.min(lowest.get(node) ?? to, to))

    enter(root)
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const { node } = top
      const target = top.next[top.at]
      top.at += 1
      if (target !== undefined) {
        const seen = order.get(target)
        if (seen === undefined) enter(target)
        else if (onPath.has(target)) lower(node, seen)
        continue
      }
      open.pop()
      const parent = open.at(-1)
      if (parent !== undefined) lower(parent.node, lowest.get(node) ?? 0)
      if (lowest.get(node) === order.get(node)) components.push(takeFrom(path, node, onPath))
    }
  }
  for (const node of nodes) if (!order.has(node)) visit(node)
  return components
}

function takeFrom<Node>(path: Node[], first: Node, onPath: Set<Node>): Node[] {
  const component: Node[] = []
  for (let node = path.pop(); node !== undefined; node = path.pop()) {
    onPath.delete(node)
    component.push(node)
    if (node === first) break
  }
  return component.reverse()
}

/** The member of a component that comes first in the document, where the nodes are given in that order. */
export function createFirstOf<Node>(inOrder: readonly Node[]): (component: readonly Node[]) => Node | undefined {
  const positions = new Map(inOrder.map((node, index) => [node, index]))
  const positionOf = (node: Node) => positions.get(node) ?? Infinity
  return (component) =>
    component.reduce<Node | undefined>(
      (first, node) => (first === undefined || positionOf(node) < positionOf(first) ? node : first),
      undefined,
    )
}
