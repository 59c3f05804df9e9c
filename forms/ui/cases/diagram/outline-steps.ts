/** A diagram as a list: every step with a name, and whether the case has been there, is there, or has not come yet. */
import type { OutlineElement } from '../../../../engine/index.ts'
import type { ProcessInstanceDetails } from '../../../../engine/model/views.ts'
import { elementName } from '../../shared/names.ts'
import type { PageCall } from '../../shared/page.ts'

export interface Step {
  readonly id: string
  readonly name: string
  readonly lane: string
  /** How deep it stands in sub-processes; 0 in the process itself. */
  readonly depth: number
  readonly state: 'done' | 'here' | 'not'
  /** How many tokens stand there. */
  readonly here: number
  /** How often it was left. */
  readonly done: number
}

/** Lines of history read to know where a case has been. */
const MOST_LINES = 2000

/** In the order of the diagram; steps without a name (most gateways) stand in the drawing only. */
export async function outlineSteps(call: PageCall, instance: ProcessInstanceDetails): Promise<readonly Step[]> {
  const { ports, institutionId, language } = call
  const { elements, lanes } = await ports.names.outline(institutionId, instance.definitionId)
  const left = await timesLeft(call, instance.id)
  const byId = new Map(elements.map((element) => [element.id, element]))
  const laneOf = new Map(lanes.map(({ id, name }) => [id, name]))
  return elements.map((element) => {
    const here = instance.tokens.filter(({ elementId }) => elementId === element.id).length
    const done = left.get(element.id) ?? 0
    return {
      id: element.id,
      name: element.name === null ? '' : elementName(element, language, element.id),
      lane: laneOf.get(element.lane ?? '') ?? '',
      depth: depthOf(element, byId),
      state: here > 0 ? 'here' : done > 0 ? 'done' : 'not',
      here,
      done,
    }
  })
}

function depthOf(element: OutlineElement, byId: ReadonlyMap<string, OutlineElement>): number {
  let depth = 0
  for (let scope = byId.get(element.scope); scope && depth < 10; scope = byId.get(scope.scope)) depth++
  return depth
}

async function timesLeft({ ports, institutionId }: PageCall, processInstanceId: string): Promise<Map<string, number>> {
  const times = new Map<string, number>()
  let read = 0
  for (let after: string | null | undefined = undefined; after !== null && read < MOST_LINES;) {
    const page: Awaited<ReturnType<typeof ports.engine.listHistory>> = await ports.engine.listHistory({
      institutionId,
      processInstanceId,
      type: 'element-left',
      limit: 200,
      ...(after === undefined ? {} : { after }),
    })
    for (const { elementId } of page.items)
      if (elementId !== null) times.set(elementId, (times.get(elementId) ?? 0) + 1)
    read += page.items.length
    after = page.next
  }
  return times
}
