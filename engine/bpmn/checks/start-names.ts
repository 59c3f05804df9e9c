import { startingElements, type StartingElement } from '../../model/starting-elements.ts'
import { nameOf, problemAt, shorten, type Check, type Finding } from './check.ts'

/** What starts instances is known before any exists: names are literal, and one message starts at one place. */
export const checkStartNames: Check = (reading) =>
  reading.definitions.flatMap((definition) => {
    const taken = new Set<string>()
    return startingElements(definition)
      .flatMap((start) => findingsAt(start, taken))
      .map((finding) => problemAt(reading, finding))
  })

function findingsAt({ node, trigger }: StartingElement, taken: Set<string>): Finding[] {
  if (trigger.type !== 'message' && trigger.type !== 'signal') return []
  const what = node.kind === 'start-event' ? 'start event' : 'starting element'
  if ('expression' in trigger.name) {
    const message = `The ${trigger.type} of the ${what} ${nameOf(node)} has a computed name; write the name itself.`
    return [{ elementId: node.id, code: 'start-name-computed', message }]
  }
  const key = `${trigger.type} ${String(trigger.name.literal)}`
  if (!taken.has(key)) {
    taken.add(key)
    return []
  }
  const message = `Two ${what}s wait for the ${shorten(key)}, so nobody knows which begins; keep one.`
  return [{ elementId: node.id, code: 'start-name-twice', message }]
}
