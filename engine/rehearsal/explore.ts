/**
 * The exploration: a definition played through by the token machine over every choice that the budget allows.
 *
 * What passes through: states of one instance, each with the possibilities to go on; each possibility is run once for every
 * combination of conditions that it asks. A state that was seen before is not gone on from, so loops end. What has
 * brought something new (an element, an outcome of a condition, a happening) goes first, so that long processes are seen
 * to their end before all orders of parallel work are tried. Pure, and bounded by the budget.
 */
import { advance } from '../core/advance.ts'
import type { Effect, IncidentType, InstanceEnded } from '../model/effect.ts'
import type { Environment } from '../model/instance-event.ts'
import type { InstanceState } from '../model/instance-state.ts'
import type { ProcessDefinition } from '../model/process-definition.ts'
import { reasonOf } from '../model/reason-of.ts'
import { canonicalState } from './canonical-state.ts'
import { type Ask, chooseConditions, isOpen } from './chosen-conditions.ts'
import { type Possibility, comesFromOutside, isNonInterrupting, nextChoices, waysToStart } from './next-choices.ts'
import type { OpenWork, PathEnd, RehearsedPath, RehearsedStep } from './rehearsed-path.ts'
import type { RehearsalBudget } from './rehearsal-budget.ts'
import { makeRehearsalCopy } from './stand-ins.ts'

/** What stopped an exploration before it had seen everything; `orders`: only other orders of the same happenings are left out. */
export type UsedUp = 'paths' | 'orders' | 'steps' | 'time' | 'states' | 'branches'

export interface Exploration {
  readonly paths: readonly RehearsedPath[]
  /** Elements that some path entered. */
  readonly reached: readonly string[]
  /** Sequence flows that some path took. */
  readonly taken: readonly string[]
  readonly incidents: readonly {
    readonly elementId: string
    readonly type: IncidentType | 'fault'
    readonly message: string
  }[]
  readonly usedUp: readonly UsedUp[]
}

/** Combinations of conditions tried in one step before only new outcomes are. */
const MOST_COMBINATIONS = 64
const NOW = '2026-01-05T08:00:00.000Z'

/** A place on the way: the last step, and the place before it. */
interface Place {
  readonly before: Place | null
  readonly step: RehearsedStep
  readonly state: InstanceState
  readonly depth: number
  readonly isNew: boolean
  readonly fired: ReadonlySet<string>
}

/** @param limits `states` bounds what is kept in memory */
export function explore(
  definition: ProcessDefinition,
  budget: RehearsalBudget,
  limits: { readonly states: number },
): Exploration {
  const copy = makeRehearsalCopy(definition)
  const names = [...copy.conditions.keys()]
  const until = performance.now() + budget.milliseconds
  const usedUp = new Set<UsedUp>()
  const known = new Set<string>()
  const seen = new Set<string>()
  const reached = new Set<string>()
  const taken = new Set<string>()
  const incidents = new Map<string, Exploration['incidents'][number]>()
  const ends: End[] = []
  const fresh: Place[] = []
  const stale: Place[] = []

  /** Whether this was never met before; now it was. */
  const isNews = (what: string): boolean => {
    if (known.has(what)) return false
    known.add(what)
    return true
  }
  const isOver = (): boolean => {
    if (performance.now() > until) usedUp.add('time')
    else if (seen.size >= limits.states) usedUp.add('states')
    else return false
    return true
  }

  /** An event sub-process is entered by its start event, and the event behind an event-based gateway without its flow. */
  const markReached = (elementId: string, via: string | null): void => {
    const node = definition.nodes[elementId]
    reached.add(elementId)
    if (node !== undefined && definition.nodes[node.scope] !== undefined) reached.add(node.scope)
    if (via !== null) taken.add(via)
    else
      for (const id of node?.incoming ?? [])
        if (definition.nodes[definition.flows[id]?.source ?? '']?.kind === 'event-based-gateway') taken.add(id)
  }

  /** Runs one possibility with all combinations of the conditions that it asks. */
  const tryAll = (before: Place | null, possibility: Possibility): void => {
    const given: (readonly boolean[])[] = [[]]
    for (let count = 0; count < given.length && !isOver(); count++) {
      const answers = given[count] ?? []
      const chosen = chooseConditions(names, answers)
      take(before, possibility, chosen.globals, chosen.asked)
      for (const [index, ask] of chosen.asked.entries()) {
        if (index < answers.length || !isOpen(ask)) continue
        if (given.length >= MOST_COMBINATIONS && known.has(outcome(ask.name, !ask.answer))) {
          usedUp.add('branches')
          continue
        }
        given.push([...chosen.asked.slice(0, index).map(({ answer }) => answer), !ask.answer])
      }
    }
  }

  const take = (
    before: Place | null,
    { choice, event }: Possibility,
    globals: Environment['globals'],
    asked: readonly Ask[],
  ): void => {
    let result: ReturnType<typeof advance>
    try {
      result = advance(copy.definition, before?.state ?? null, event, environment(globals))
    } catch (error) {
      const elementId = choice.elementId ?? definition.processKey
      incidents.set(`${elementId} fault`, { elementId, type: 'fault', message: reasonOf(error) })
      return
    }
    const { state, effects } = result
    const failed = effects.filter((effect) => effect.kind === 'incident-opened')
    // The explorer throws what something around the work catches; from within an event sub-process it may be out of reach.
    if (choice.kind === 'throw-error' && failed.some(({ type }) => type === 'uncaught-error')) return

    const elements: string[] = []
    let isNew = false
    for (const { elementId, via } of entered(effects)) {
      elements.push(elementId)
      markReached(elementId, via)
      if (isNews(`element ${elementId} ${via}`)) isNew = true
    }
    for (const { name, answer } of asked) if (isNews(outcome(name, answer))) isNew = true
    if (isNews(JSON.stringify(choice))) isNew = true
    for (const { elementId, type, message } of failed)
      incidents.set(`${elementId} ${type}`, { elementId, type, message })

    const conditions = asked.map(({ name, answer }) => ({
      elementId: copy.conditions.get(name) ?? name,
      holds: answer,
    }))
    const fires = choice.kind === 'fire' && isNonInterrupting(definition.nodes[choice.elementId])
    const fired = fires ? new Set([...(before?.fired ?? []), choice.elementId]) : (before?.fired ?? new Set<string>())
    const step = { choice, conditions, elements, open: openWork(definition, state), crowded: isCrowded(state) }
    const place: Place = { before, step, state, depth: (before?.depth ?? 0) + 1, isNew, fired }
    const end = endOf(place, effects, failed[0])
    if (end !== null) ends.push({ place, end })
    else if (isNew) fresh.push(place)
    else stale.push(place)
  }

  const endOf = (
    place: Place,
    effects: readonly Effect[],
    failed: { readonly elementId: string; readonly message: string } | undefined,
  ): PathEnd | null => {
    const ended = effects.find((effect): effect is InstanceEnded => effect.kind === 'instance-ended')
    if (ended) return { kind: 'ended', status: ended.status, endState: ended.endState }
    if (failed) return { kind: 'incident', elementId: failed.elementId, message: failed.message }
    const key = canonicalState(place.state)
    if (seen.has(key)) return { kind: 'joins-another' }
    seen.add(key)
    return null
  }

  const goOn = (place: Place): void => {
    if (place.depth >= budget.stepsPerPath) {
      usedUp.add('steps')
      ends.push({ place, end: { kind: 'cut-short' } })
      return
    }
    const possibilities = nextChoices(copy.definition, place.state, place.fired)
    if (possibilities.length === 0 && place.fired.size === 0) {
      ends.push({ place, end: { kind: 'stuck', elementIds: stuckAt(place.state) } })
      return
    }
    for (const possibility of possibilities) tryAll(place, possibility)
  }

  for (const possibility of waysToStart(definition)) tryAll(null, possibility)
  for (;;) {
    const place = fresh.shift() ?? stale.shift()
    if (place === undefined) break
    if (isOver()) {
      for (const left of [place, ...fresh, ...stale]) ends.push({ place: left, end: { kind: 'cut-short' } })
      break
    }
    goOn(place)
  }
  // Where everything there is has been met, more states are only other orders of the same happenings.
  const isWhole =
    reached.size >= Object.keys(definition.nodes).length && taken.size >= Object.keys(definition.flows).length
  if (isWhole && usedUp.delete('states')) usedUp.add('orders')
  const { newer, others } = choosePaths(ends)
  if (newer.length > budget.paths) usedUp.add('paths')
  else if (newer.length + others.length > budget.paths) usedUp.add('orders')
  const paths = [...newer, ...others].slice(0, budget.paths).map(pathOf)
  return {
    paths,
    reached: [...reached],
    taken: [...taken],
    incidents: [...incidents.values()],
    usedUp: [...usedUp],
  }
}

function environment(globals: Environment['globals']): Environment {
  return {
    now: NOW,
    functions: {},
    globals,
    decide: (decisionId) => ({ decisionId, outputs: [], single: true, matchedRules: [], warnings: [] }),
    messageKey: () => null,
    stepBudget: 1_000,
    called: false,
    multiInstanceLimit: 100,
  }
}

function outcome(condition: string, answer: boolean): string {
  return `condition ${condition} ${answer}`
}

function entered(effects: readonly Effect[]): { readonly elementId: string; readonly via: string | null }[] {
  return effects.flatMap((effect) => {
    if (effect.kind !== 'history' || effect.type !== 'element-entered' || effect.elementId === null) return []
    const { via } = effect.data
    return [{ elementId: effect.elementId, via: typeof via === 'string' ? via : null }]
  })
}

function openWork({ nodes }: ProcessDefinition, { tokens, triggers }: InstanceState): OpenWork {
  const work = Object.values(tokens).flatMap(({ elementId, wait }) =>
    wait.for === 'task' || wait.for === 'job' || wait.for === 'call' ? [elementId] : [],
  )
  const events = Object.values(triggers).flatMap(({ elementId }) =>
    nodes[elementId]?.kind === 'start-event' || !comesFromOutside(nodes[elementId]) ? [] : [elementId],
  )
  return { work: work.toSorted(), events: events.toSorted() }
}

/** Where tokens wait; of a sub-process, where those inside it do. */
function stuckAt({ tokens, scopes }: InstanceState): string[] {
  const inside = new Set<string | null>()
  for (const { scope } of Object.values(tokens))
    for (let at = scopes[scope]; at !== undefined; at = scopes[at.parent ?? '']) inside.add(at.token)
  const innermost = Object.values(tokens).filter(({ id }) => !inside.has(id))
  return [...new Set(innermost.map(({ elementId }) => elementId))].toSorted()
}

function isCrowded({ tokens }: InstanceState): boolean {
  const places = Object.values(tokens).flatMap(({ scope, elementId, wait }) =>
    wait.for === 'join' ? [] : [`${scope} ${elementId}`],
  )
  return new Set(places).size < places.length
}

interface End {
  readonly place: Place
  readonly end: PathEnd
}

/** Those that show something that none before them does, and the rest. */
function choosePaths(ends: readonly End[]): { readonly newer: readonly End[]; readonly others: readonly End[] } {
  const shown = new Set<Place>()
  const newer: End[] = []
  const others: End[] = []
  for (const found of ends) {
    let isNew = found.end.kind === 'stuck' || found.end.kind === 'incident'
    for (let at: Place | null = found.place; at !== null && !shown.has(at); at = at.before) {
      shown.add(at)
      if (at.isNew) isNew = true
    }
    if (isNew) newer.push(found)
    else others.push(found)
  }
  return { newer, others }
}

function pathOf({ place, end }: End): RehearsedPath {
  const steps: RehearsedStep[] = []
  for (let at: Place | null = place; at !== null; at = at.before) steps.push(at.step)
  return { steps: steps.toReversed(), end }
}
