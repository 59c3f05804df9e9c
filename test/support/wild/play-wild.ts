/** Plays a definition by chance in the core alone, and says what must never be. */
import { advance } from '../../../engine/core/advance.ts'
import type { Effect } from '../../../engine/model/effect.ts'
import { EngineError } from '../../../engine/model/errors.ts'
import type { Environment, InstanceEvent } from '../../../engine/model/instance-event.ts'
import type { InstanceState } from '../../../engine/model/instance-state.ts'
import type { Json } from '../../../engine/model/json.ts'
import type { ProcessDefinition } from '../../../engine/model/process-definition.ts'
import { startingElements } from '../../../engine/model/starting-elements.ts'
import { addDuration } from '../../../engine/time/iso8601.ts'
import { OpenWork } from './open-work.ts'
import { possibleEvents } from './possible-events.ts'
import { wrongWithState } from './state-invariants.ts'
import { Tape } from './tape.ts'
import { variables } from './vocabulary.ts'

/** Far below the engine's own, so that endless loops end soon. */
const STEP_BUDGET = 150
/** With more tokens, all further events are much the same. */
const ENOUGH_TOKENS = 400
const MOST_MS_PER_EVENT = 1_500

/** Something that must never be, and the events that led there. */
export interface Complaint {
  readonly what: string
  readonly events: readonly InstanceEvent[]
  readonly state: InstanceState | null
}

export interface WildPlay {
  readonly complaint: Complaint | null
  readonly events: number
  readonly refused: number
  readonly ended: boolean
}

const isReal = ({ type }: { readonly type: string }): boolean =>
  ['message', 'signal', 'timer', 'condition'].includes(type)

/** Every way in which an instance can start. */
export const startsOf = (definition: ProcessDefinition): { startEventId: string | null; part?: number }[] => [
  { startEventId: null },
  ...startingElements(definition)
    .filter(({ trigger }) => isReal(trigger))
    .map(({ node, part }) => ({ startEventId: node.id, part })),
]

/** @param steps events after the start, at most */
export const playWild = (definition: ProcessDefinition, numbers: readonly number[], steps = 30): WildPlay => {
  const tape = new Tape(numbers)
  const events: InstanceEvent[] = []
  const open = new OpenWork()
  const now: { state: InstanceState | null } = { state: null }
  let refused = 0
  let environment = environmentOf(tape)

  const take = (event: InstanceEvent): string | null => {
    events.push(event)
    const { state } = now
    const before = JSON.stringify(state)
    const began = process.cpuUsage()
    let result: { readonly state: InstanceState; readonly effects: readonly Effect[] }
    try {
      result = advance(definition, state, event, environment)
    } catch (error) {
      if (JSON.stringify(state) !== before) return `The state before "${event.kind}" was changed by it.`
      if (!(error instanceof EngineError)) return `Fault at "${event.kind}": ${stackOf(error)}`
      refused += 1
      return null
    }
    // Not the clock, which runs on while other programs have the processor.
    const ms = process.cpuUsage(began).user / 1_000
    if (ms > MOST_MS_PER_EVENT) return `"${event.kind}" took ${Math.round(ms)} ms.`
    if (JSON.stringify(state) !== before) return `The state before "${event.kind}" was changed by it.`
    const stored = JSON.parse(JSON.stringify(result)) as typeof result
    const again = advance(definition, JSON.parse(before) as InstanceState | null, event, environment)
    if (JSON.stringify(again) !== JSON.stringify(result)) return `A stored state has another future at "${event.kind}".`
    now.state = stored.state
    open.answered(event)
    return open.keep(result.effects) ?? wrongWithState(definition, stored.state) ?? open.compare(stored.state)
  }
  const over = (what: string | null): WildPlay => ({
    complaint: what === null ? null : { what, events, state: now.state },
    events: events.length,
    refused,
    ended: open.ended,
  })

  let wrong = take({ kind: 'started', ...tape.one(startsOf(definition)), variables: firstVariables(tape) })
  for (let step = 0; step < steps && wrong === null; step++) {
    const { state } = now
    if (state?.status !== 'active' || Object.keys(state.tokens).length > ENOUGH_TOKENS) break
    environment = later(environment, tape)
    const event = possibleEvents(definition, state, open, tape)
    if (event === null) break
    wrong = take(event)
  }
  if (wrong !== null) return over(wrong)
  if (now.state?.status === 'active') {
    wrong = take({ kind: 'cancelled', reason: 'as a test' })
    if (wrong === null && !open.ended) wrong = 'It was cancelled, but did not end.'
  }
  return over(wrong)
}

const firstVariables = (tape: Tape) => ({
  x: tape.below(4),
  b: tape.chance(50),
  list: [1, 2],
  key: 'k',
  d1: tape.one<Json>([[1, 2], [], null, 'PT1H', '2026-03-02T10:00:00Z']),
  ...variables(tape),
})

const environmentOf = (tape: Tape): Environment => {
  const [keyed, decides, called] = [tape.chance(15), tape.chance(70), tape.chance(40)]
  return {
    now: '2026-03-02T08:00:00.000Z',
    functions: {},
    globals: {},
    decide: (decisionId) => {
      if (!decides) throw new Error(`Expected decision "${decisionId}", but there is none.`)
      return { decisionId, outputs: [{ x: 2 }], single: true, matchedRules: ['r'], warnings: [] }
    },
    messageKey: (name) => (keyed && name === 'm1' ? 'key' : null),
    stepBudget: STEP_BUDGET,
    multiInstanceLimit: 20,
    called,
    dataStores: tape.chance(50) ? { store: 7 } : {},
  }
}

const later = (environment: Environment, tape: Tape): Environment =>
  tape.chance(40)
    ? { ...environment, now: addDuration(environment.now, tape.one(['PT1S', 'PT11M', 'P1D'])) }
    : environment

const stackOf = (error: unknown): string =>
  error instanceof Error ? `${error.message}\n${(error.stack ?? '').split('\n').slice(1, 7).join('\n')}` : String(error)
