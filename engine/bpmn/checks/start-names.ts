import { startingElements, type StartingElement } from '../../model/starting-elements.ts'
import { nameOf, problemAt, shorten, type Check, type Finding } from './check.ts'

/**
 * What starts instances is known before any exists: names are literal, and one message, which only one case takes, starts
 * at one place. A signal starts a case wherever it is heard (BPMN 2.0.2 §10.5.2).
 */
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
  const name = `${trigger.type} ${String(trigger.name.literal)}`
  const key = trigger.type === 'signal' ? `${node.id} ${name}` : name
  if (!taken.has(key)) {
    taken.add(key)
    return []
  }
  const message =
    trigger.type === 'signal'
      ? `The ${what} ${nameOf(node)} waits for the ${shorten(name)} twice; keep one.`
      : `Two ${what}s wait for the ${shorten(name)}, so nobody knows which begins; keep one.`
  return [{ elementId: node.id, code: 'start-name-twice', message }]
}
