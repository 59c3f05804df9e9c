/** How processes act on one another, as their diagrams say: messages from one to another, and calls. Pure. */
import type { DefinitionOutline, OutlineElement } from '../../../engine/model/definition-outline.ts'
import type { TrafficCount } from '../../../engine/model/views.ts'
import { isServiceSpecific } from '../shared/service-specific.ts'

/** One process acts on another. */
export interface Interaction {
  readonly from: string
  readonly to: string
  readonly messages: readonly { readonly name: string; readonly sent: number }[]
  /** Elements of `from` that call `to`. */
  readonly calls: number
}

/** Elements that wait for their message; every other element sends it. */
const WAITS = new Set<OutlineElement['kind']>([
  'start-event',
  'receive-task',
  'intermediate-catch-event',
  'boundary-event',
])

/**
 * @param outlines of everything in force
 * @param traffic messages of the period that is looked at
 * @returns in the order of the processes; a process that sends to itself is left out
 */
export function interactionsOf(
  outlines: readonly DefinitionOutline[],
  traffic: readonly TrafficCount[],
): readonly Interaction[] {
  const takers = new Map<string, Set<string>>()
  for (const { processKey, elements } of outlines)
    for (const { kind, messages } of elements)
      if (WAITS.has(kind)) for (const name of messages) add(takers, name, processKey)

  return outlines.flatMap(({ processKey: from, elements }) => {
    const messages = new Map<string, Set<string>>()
    const calls = new Map<string, number>()
    for (const element of elements) {
      if (!WAITS.has(element.kind))
        for (const name of element.messages) for (const to of takers.get(name) ?? []) add(messages, to, name)
      const to = outlines.find(({ processKey }) => processKey === element.calls)?.processKey
      if (to !== undefined) calls.set(to, (calls.get(to) ?? 0) + 1)
    }
    const sentOf = (name: string): number => traffic.find((one) => one.name === name && one.from === from)?.count ?? 0
    return outlines.flatMap(({ processKey: to }): Interaction[] => {
      const names = [...(messages.get(to) ?? [])].sort()
      const called = calls.get(to) ?? 0
      if (to === from || (names.length === 0 && called === 0)) return []
      return [{ from, to, messages: names.map((name) => ({ name, sent: sentOf(name) })), calls: called }]
    })
  })
}

/** Processes that call whatever a service's own process is. */
export function callersOfServices(outlines: readonly DefinitionOutline[]): readonly string[] {
  return outlines.filter(({ elements }) => elements.some(isServiceSpecific)).map(({ processKey }) => processKey)
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const known = map.get(key)
  if (known) known.add(value)
  else map.set(key, new Set([value]))
}
