import type { Random } from '../random.ts'

/** What a timer of a diagram says. */
export type Delay = 'PT10M' | 'PT2H' | 'P1D'
/** What somebody may listen for. */
export type News =
  | { readonly on: 'timer'; readonly delay: Delay }
  | { readonly on: 'message'; readonly name: string }
  | { readonly on: 'signal'; readonly name: string }

/** How often an activity runs. */
export interface Loop {
  readonly times: number
  readonly sequential: boolean
}

/** An activity: what may carry boundary events and be repeated. */
export type Activity =
  | { readonly kind: 'user' }
  /** By a handler of ours; `brittle` fails now and then. */
  | { readonly kind: 'service'; readonly handler: 'book' | 'brittle' }
  | { readonly kind: 'external' }
  | { readonly kind: 'call'; readonly processKey: string }
  | { readonly kind: 'receive'; readonly name: string }
  | { readonly kind: 'sub-process'; readonly inside: Block; readonly beside: readonly EventSubProcess[] }

/** An event sub-process in which somebody has something to do. */
export interface EventSubProcess {
  readonly news: News
  readonly interrupting: boolean
}

/** A boundary event, with the way that leads away from it. */
export interface Boundary {
  readonly news: News | { readonly on: 'error' }
  readonly interrupting: boolean
  readonly cycle: boolean
  readonly way: Block
}

/** A piece of a process with one way in and one way out. */
export type Block =
  | {
      readonly kind: 'activity'
      readonly activity: Activity
      readonly loop: Loop | null
      readonly boundaries: readonly Boundary[]
    }
  | { readonly kind: 'sequence' | 'parallel'; readonly blocks: readonly Block[] }
  /** `choice` is the number of the variable that decides; `undecided` has no way for its opposite, and stops there. */
  | { readonly kind: 'exclusive'; readonly choice: number; readonly yes: Block; readonly no: Block | 'undecided' }
  /** The first news decides. */
  | { readonly kind: 'race'; readonly news: readonly News[] }
  | { readonly kind: 'catch'; readonly news: News }
  | { readonly kind: 'throw-signal'; readonly name: string }
  /** Asks an instance that is started by the question, and waits for its answer. */
  | { readonly kind: 'ask' }

/** Messages that come from outside, and signals; the names that diagrams draw them by. */
export const MESSAGES = ['case.note', 'case.paid'] as const
export const SIGNALS = ['weather', 'alarm'] as const
/** Processes that others call; `diagrams.ts` draws them. */
export const CALLED = ['calm', 'grim'] as const
/** Variables that decide at gateways. */
export const CHOICES = 3

const PERSON: Block = { kind: 'activity', activity: { kind: 'user' }, loop: null, boundaries: [] }
const DELAYS: readonly Delay[] = ['PT10M', 'PT2H', 'P1D']

/**
 * A random process.
 *
 * @param budget how many pieces it may have, about
 */
export function randomBlock(random: Random, budget: number): Block {
  if (budget <= 1) return leaf(random)
  switch (random.below(10)) {
    case 0:
    case 1:
    case 2: {
      const parts = 2 + random.below(2)
      return { kind: 'sequence', blocks: several(random, parts, budget) }
    }
    case 3:
    case 4:
      return { kind: 'parallel', blocks: several(random, 2, budget) }
    case 5:
      return {
        kind: 'exclusive',
        choice: random.below(CHOICES),
        yes: randomBlock(random, budget / 2),
        no: random.chance(0.1) ? 'undecided' : randomBlock(random, budget / 2),
      }
    case 6:
    case 7:
      return around(
        random,
        { kind: 'sub-process', inside: randomBlock(random, budget - 1), beside: beside(random) },
        budget,
      )
    default:
      return around(random, simpleActivity(random), budget)
  }
}

function several(random: Random, count: number, budget: number): Block[] {
  return Array.from({ length: count }, () => randomBlock(random, budget / count))
}

function leaf(random: Random): Block {
  switch (random.below(8)) {
    case 0:
      return { kind: 'catch', news: randomNews(random) }
    case 1:
      return { kind: 'race', news: [randomNews(random), { on: 'timer', delay: random.pick(DELAYS) }] }
    case 2:
      return { kind: 'throw-signal', name: random.pick(SIGNALS) }
    case 3:
      return { kind: 'ask' }
    default:
      return { kind: 'activity', activity: simpleActivity(random), loop: null, boundaries: [] }
  }
}

function simpleActivity(random: Random): Activity {
  switch (random.below(9)) {
    case 0:
    case 1:
    case 2:
      return { kind: 'user' }
    case 3:
      return { kind: 'service', handler: 'book' }
    case 4:
      return { kind: 'service', handler: 'brittle' }
    case 5:
    case 6:
      return { kind: 'external' }
    case 7:
      return { kind: 'call', processKey: random.pick(CALLED) }
    default:
      return { kind: 'receive', name: random.pick(MESSAGES) }
  }
}

/** An activity with what may stand around it. */
function around(random: Random, activity: Activity, budget: number): Block {
  const loop = random.chance(0.3) ? { times: 1 + random.below(3), sequential: random.chance(0.5) } : null
  const boundaries = Array.from({ length: random.below(3) }, () => randomBoundary(random, budget))
  return { kind: 'activity', activity, loop, boundaries }
}

function randomBoundary(random: Random, budget: number): Boundary {
  const way = randomBlock(random, Math.min(budget - 1, 2))
  if (random.chance(0.3)) return { news: { on: 'error' }, interrupting: true, cycle: false, way }
  const news = randomNews(random)
  const interrupting = random.chance(0.5)
  // A way that throws the signal by which it is entered would go round for ever.
  if (news.on === 'signal') return { news, interrupting, cycle: false, way: PERSON }
  return { news, interrupting, cycle: news.on === 'timer' && !interrupting && random.chance(0.3), way }
}

function beside(random: Random): EventSubProcess[] {
  return random.chance(0.4) ? [{ news: randomNews(random), interrupting: random.chance(0.4) }] : []
}

function randomNews(random: Random): News {
  switch (random.below(4)) {
    case 0:
      return { on: 'message', name: random.pick(MESSAGES) }
    case 1:
      return { on: 'signal', name: random.pick(SIGNALS) }
    default:
      return { on: 'timer', delay: random.pick(DELAYS) }
  }
}
