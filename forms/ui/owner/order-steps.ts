import type { DefinitionOutline, OutlineElement } from '../../../engine/model/definition-outline.ts'

/** One element of a diagram in its place in the list. */
export interface Step {
  readonly element: OutlineElement
  /** From 1. */
  readonly number: number
  /** How many sub-processes it stands in. */
  readonly depth: number
}

/**
 * The elements in the order in which a case comes to them: what leads to an element stands before it, but for ways back;
 * what stands in a sub-process follows it; what waits at an edge follows the step and its own way comes after.
 */
export function orderSteps({ elements }: Pick<DefinitionOutline, 'elements'>): readonly Step[] {
  const byId = new Map(elements.map((element) => [element.id, element]))
  const attached = new Map<string, OutlineElement[]>()
  const inside = new Map<string, OutlineElement[]>()
  for (const element of elements) {
    if (element.attachedTo !== null) push(attached, element.attachedTo, element)
    push(inside, element.scope, element)
  }
  const steps: Step[] = []

  const list = (scope: string, depth: number): void => {
    for (const element of inFlowOrder(inside.get(scope) ?? [], byId, attached)) {
      steps.push({ element, number: steps.length + 1, depth })
      list(element.id, depth + 1)
    }
  }
  for (const scope of inside.keys()) if (!byId.has(scope)) list(scope, 0)
  return steps
}

/** Backwards through the order in which a search leaves the elements: no recursion, because diagrams come from outside. */
function inFlowOrder(
  elements: readonly OutlineElement[],
  byId: ReadonlyMap<string, OutlineElement>,
  attached: ReadonlyMap<string, readonly OutlineElement[]>,
): readonly OutlineElement[] {
  const targets = new Set(elements.flatMap(({ next }) => next.map(({ target }) => target)))
  const isBegin = ({ id, attachedTo }: OutlineElement): boolean => attachedTo === null && !targets.has(id)
  const after = ({ id, next }: OutlineElement): OutlineElement[] => [
    ...next.flatMap(({ target }) => byId.get(target) ?? []),
    ...(attached.get(id) ?? []),
  ]
  const seen = new Set<string>()
  // What is left last comes first: so the first root, and of each element the first way, are walked last.
  const walk = (roots: readonly OutlineElement[]): OutlineElement[] => {
    const left: OutlineElement[] = []
    for (const root of roots.toReversed()) {
      if (seen.has(root.id)) continue
      seen.add(root.id)
      const path = [{ element: root, todo: after(root) }]
      for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
        const next = top.todo.pop()
        if (next === undefined) {
          left.push(top.element)
          path.pop()
        } else if (!seen.has(next.id)) {
          seen.add(next.id)
          path.push({ element: next, todo: after(next) })
        }
      }
    }
    return left.reverse()
  }
  const fromBegin = walk(elements.filter(isBegin))
  // What no begin leads to, e.g. a ring.
  return [...fromBegin, ...walk(elements)]
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const known = map.get(key)
  if (known) known.push(value)
  else map.set(key, [value])
}
