/** How far a path can be compared: up to where it passes what the second engine takes otherwise. */
import type { FlowNode, ProcessDefinition } from '../model/process-definition.ts'
import { type LimitedElement, LIMITS_ON_THE_WAY } from './known-limits.ts'
import type { RehearsedPath, RehearsedStep } from './rehearsed-path.ts'

export interface ComparableSteps {
  readonly steps: readonly RehearsedStep[]
  /** What ended them; null where nothing did, or an element whose limit is known without any path. */
  readonly limit: LimitedElement | null
}

/**
 * The steps before the first that passes a limit. An incident ends its case at once.
 *
 * @param isLimited whether an element is not compared on any path
 */
export function comparableSteps(
  definition: ProcessDefinition,
  { steps, end }: RehearsedPath,
  isLimited: (elementId: string) => boolean,
): ComparableSteps {
  const meetsAgain = watchForEventsAgain(definition)
  for (const [index, step] of steps.entries()) {
    const before = steps.slice(0, index)
    if (step.elements.some(isLimited) || (step.choice.elementId !== null && isLimited(step.choice.elementId)))
      return { steps: before, limit: null }
    const limit = meetsAgain(step) ?? crowdedAt(step)
    if (limit !== null) return { steps: before, limit }
  }
  return { steps: end.kind === 'incident' ? steps.slice(0, -1) : steps, limit: null }
}

function crowdedAt({ crowded, open, elements }: RehearsedStep): LimitedElement | null {
  if (!crowded) return null
  const twice = open.work.find((id, index, all) => all.indexOf(id) !== index) ?? elements.at(-1)
  return twice === undefined ? null : { elementId: twice, ...LIMITS_ON_THE_WAY.crowded }
}

/** Goes along a path, step by step. */
function watchForEventsAgain(definition: ProcessDefinition): (step: RehearsedStep) => LimitedElement | null {
  /** Boundary events that came since their activity began. */
  const came = new Set<string>()
  /** Activities for which something that was caught is kept. */
  const keptFor = new Set<string>()

  const pass = (elementId: string): LimitedElement | null => {
    const node = definition.nodes[elementId]
    if (keptFor.has(elementId)) return { elementId, ...LIMITS_ON_THE_WAY.kept }
    if (node !== undefined && 'boundaryEvents' in node) for (const id of node.boundaryEvents) came.delete(id)
    if (node?.kind !== 'boundary-event') return null
    if (!node.interrupting && came.has(elementId)) return { elementId, ...LIMITS_ON_THE_WAY.again }
    came.add(elementId)
    if (hearsFromInside(node) && node.scope !== definition.processKey) keptFor.add(node.attachedTo)
    return null
  }
  return ({ elements }) => {
    for (const id of elements) {
      const limit = pass(id)
      if (limit !== null) return limit
    }
    return null
  }
}

function hearsFromInside(node: FlowNode & { readonly kind: 'boundary-event' }): boolean {
  return node.trigger.type === 'error' || node.trigger.type === 'escalation'
}
