/** Event definitions of wild diagrams, as XML, by where they stand. */
import type { Tape } from './tape.ts'
import { condition } from './vocabulary.ts'

export type Position =
  'start' | 'catch' | 'throw' | 'end' | 'boundary' | 'boundary-beside' | 'event-sub' | 'event-sub-beside'

const KINDS: Readonly<Record<Position, readonly string[]>> = {
  start: ['message', 'signal', 'timer', 'condition'],
  catch: ['timer', 'message', 'signal', 'condition'],
  throw: ['none', 'message', 'signal', 'escalation', 'compensation'],
  end: ['none', 'error', 'terminate', 'escalation', 'message', 'signal', 'compensation'],
  boundary: ['timer', 'error', 'message', 'signal', 'escalation', 'condition'],
  'boundary-beside': ['timer', 'message', 'signal', 'escalation', 'condition'],
  'event-sub': ['error', 'message', 'signal', 'timer', 'escalation', 'condition'],
  'event-sub-beside': ['message', 'signal', 'timer', 'escalation', 'condition'],
}

const DATES = [
  '<timeDuration>PT1H</timeDuration>',
  '<timeDuration>=if x = 1 then "PT2H" else "PT1M"</timeDuration>',
  '<timeDuration>=missing</timeDuration>',
  '<timeDate>2026-03-02T09:00:00Z</timeDate>',
  '<timeDate>=d1</timeDate>',
  '<timeCycle>R3/PT10M</timeCycle>',
  '<timeCycle>R/PT1H</timeCycle>',
] as const

/** Definitions of an event; now and then several of them. */
export const eventDefinitions = (tape: Tape, position: Position, activities: readonly string[] = []): string => {
  const one = () => definition(tape, tape.one(KINDS[position]), position, activities)
  if (tape.chance(8)) return one() + one() + (tape.chance(30) ? one() : '')
  return one()
}

/** Only what an event-based gateway may wait for. */
export const caught = (tape: Tape): string => definition(tape, tape.one(KINDS.catch), 'catch', [])

const definition = (tape: Tape, kind: string, position: Position, activities: readonly string[]): string => {
  const throws = position === 'throw' || position === 'end'
  switch (kind) {
    case 'message':
      return `<messageEventDefinition messageRef="${tape.one(['m1', 'm2', 'm3'])}"/>`
    case 'signal':
      return `<signalEventDefinition signalRef="${tape.one(['s1', 's2'])}"/>`
    case 'timer':
      return `<timerEventDefinition>${tape.one(position === 'start' ? [DATES[0], DATES[3], DATES[5]] : DATES)}</timerEventDefinition>`
    case 'condition':
      return `<conditionalEventDefinition><condition>${condition(tape)}</condition></conditionalEventDefinition>`
    case 'error':
      return throws || tape.chance(60)
        ? `<errorEventDefinition errorRef="${tape.one(['e1', 'e2'])}"/>`
        : '<errorEventDefinition/>'
    case 'escalation':
      return throws || tape.chance(50)
        ? `<escalationEventDefinition escalationRef="${tape.one(['c1', 'c2'])}"/>`
        : '<escalationEventDefinition/>'
    case 'compensation': {
      const named = activities.length > 0 && tape.chance(40) ? ` activityRef="${tape.one(activities)}"` : ''
      return `<compensateEventDefinition${named}${tape.chance(30) ? ' waitForCompletion="false"' : ''}/>`
    }
    case 'terminate':
      return '<terminateEventDefinition/>'
    default:
      return ''
  }
}
