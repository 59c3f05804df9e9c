import type { StartEvent } from '../../model/process-definition.ts'
import { nameOf, problemAt, shorten, type Check, type Finding } from './check.ts'

/** What starts instances is known before any exists: names are literal, and one message starts at one place. */
export const checkStartNames: Check = (reading) =>
  reading.definitions.flatMap((definition) => {
    const taken = new Set<string>()
    return Object.values(definition.nodes)
      .filter((node): node is StartEvent => node.kind === 'start-event' && node.scope === definition.processKey)
      .flatMap((start) => findingsAt(start, taken))
      .map((finding) => problemAt(reading, finding))
  })

function findingsAt(start: StartEvent, taken: Set<string>): Finding[] {
  const { trigger } = start
  if (trigger.type !== 'message' && trigger.type !== 'signal') return []
  if ('expression' in trigger.name) {
    const message = `The ${trigger.type} of the start event ${nameOf(start)} has a computed name; write the name itself.`
    return [{ elementId: start.id, code: 'start-name-computed', message }]
  }
  const key = `${trigger.type} ${String(trigger.name.literal)}`
  if (!taken.has(key)) {
    taken.add(key)
    return []
  }
  const message = `Two start events wait for the ${shorten(key)}, so nobody knows which begins; keep one.`
  return [{ elementId: start.id, code: 'start-name-twice', message }]
}
