/** Everything that can be reached from some nodes, with these. */
export function spread<Node>(from: readonly Node[], next: (node: Node) => readonly Node[]): ReadonlySet<Node> {
  const reached = new Set<Node>()
  const open = [...from]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (reached.has(node)) continue
    reached.add(node)
    open.push(...next(node))
  }
  return reached
}
