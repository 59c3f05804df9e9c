/**
 * How available something is that rests on components: in series all must work, of a component and its spares one is
 * enough. Pure. A component counts once however many ways lead to it: what everything rests on, and what several spares
 * share, up to so many of the latter; beyond them shared components count as independent of one another.
 */

/** One component and what it rests on, by id. */
export interface Component {
  /** Share of time in which it works by itself, 0–1. */
  readonly availability: number
  /** All of these must work too. */
  readonly needs: readonly string[]
  /** Any of these does in its place. */
  readonly spares: readonly string[]
}

/** Spares of spares of spares …: deeper than this a component counts as if it had none. */
const MOST_NESTED = 50
/** Every one doubles the work. */
const MOST_SHARED = 8

/**
 * @param roots ids of what is rested on directly; ids that are no component count for nothing
 * @returns the share of time in which it works, and the components whose failure alone ends that
 */
export function availabilityOf(
  roots: readonly string[],
  components: ReadonlyMap<string, Component>,
): { readonly availability: number; readonly essential: ReadonlySet<string> } {
  const essential = essentialOf(roots, components)
  const own = (id: string): number => components.get(id)?.availability ?? 1
  // Taken out of the rest: what all alternatives share makes none of them worse than another.
  const rest = (id: string): number => (essential.has(id) ? 1 : own(id))
  const shared = sharedOf(roots, components).filter((id) => rest(id) < 1)
  const chance = chanceIn(shared.slice(0, MOST_SHARED), rest, (given) => chanceOf(roots, components, given))
  return { availability: [...essential].reduce((product, id) => product * own(id), chance), essential }
}

/** The chance over all that the shared components may do, each of them working or not (Shannon's expansion). */
function chanceIn(
  [first, ...others]: readonly string[],
  own: (id: string) => number,
  chance: (given: (id: string) => number) => number,
): number {
  if (first === undefined) return chance(own)
  const when = (works: number): number => chanceIn(others, (id) => (id === first ? works : own(id)), chance)
  return own(first) * when(1) + (1 - own(first)) * when(0)
}

/** Components that more than one way needs, those that most of them need first. */
function sharedOf(roots: readonly string[], components: ReadonlyMap<string, Component>): readonly string[] {
  const uses = new Map<string, number>()
  const groups = new Set<string>()
  const note = (needed: Needed): void => {
    for (const id of needed.alone) uses.set(id, (uses.get(id) ?? 0) + 1)
    for (const id of needed.groups) groups.add(id)
  }
  note(neededBy(roots, components, null))
  for (const group of groups) for (const way of waysOf(group, [], components)) note(way)
  const often = [...uses].filter(([, count]) => count > 1)
  return often.toSorted(([, one], [, other]) => other - one).map(([id]) => id)
}

/** What must work in one way to have it: components by themselves, and groups of a component with its spares. */
interface Needed {
  readonly alone: ReadonlySet<string>
  readonly groups: ReadonlySet<string>
}

/** @param bare the component whose spares are left out, because this is the way on which it works itself */
function neededBy(roots: readonly string[], components: ReadonlyMap<string, Component>, bare: string | null): Needed {
  const [alone, groups] = [new Set<string>(), new Set<string>()]
  const open = [...roots]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const component = components.get(id)
    if (!component || alone.has(id) || groups.has(id)) continue
    if (id !== bare && component.spares.length > 0) groups.add(id)
    else {
      alone.add(id)
      open.push(...component.needs)
    }
  }
  return { alone, groups }
}

/** The component itself and all that stands in for it, spares of spares too. */
function alternativesOf(id: string, components: ReadonlyMap<string, Component>): readonly string[] {
  const found = new Set([id])
  for (const one of found) for (const spare of components.get(one)?.spares ?? []) found.add(spare)
  return [...found].filter((one) => components.has(one))
}

/** The components without any one of which nothing works. */
function essentialOf(roots: readonly string[], components: ReadonlyMap<string, Component>): ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>()
  const ofGroup = (id: string, within: readonly string[]): ReadonlySet<string> => {
    const found = known.get(id)
    if (found) return found
    const ways = waysOf(id, within, components)
    const each = ways.map((needed) => all(needed, [...within, id]))
    const [first = new Set([id]), ...others] = each
    const shared = new Set([...first].filter((one) => others.every((other) => other.has(one))))
    known.set(id, shared)
    return shared
  }
  const all = ({ alone, groups }: Needed, within: readonly string[]): ReadonlySet<string> =>
    new Set([...alone, ...[...groups].flatMap((group) => [...ofGroup(group, within)])])
  return all(neededBy(roots, components, null), [])
}

/** The chance that it works, where components fail independently of one another. */
function chanceOf(
  roots: readonly string[],
  components: ReadonlyMap<string, Component>,
  own: (id: string) => number,
): number {
  const known = new Map<string, number>()
  const ofGroup = (id: string, within: readonly string[]): number => {
    const found = known.get(id)
    if (found !== undefined) return found
    const ways = waysOf(id, within, components)
    const allFail = ways.reduce((product, needed) => product * (1 - all(needed, [...within, id])), 1)
    const chance = ways.length === 0 ? own(id) : 1 - allFail
    known.set(id, chance)
    return chance
  }
  const all = ({ alone, groups }: Needed, within: readonly string[]): number => {
    const byThemselves = [...alone].reduce((product, id) => product * own(id), 1)
    return [...groups].reduce((product, group) => product * ofGroup(group, within), byThemselves)
  }
  return all(neededBy(roots, components, null), [])
}

/** The ways to have a component or a spare. One that needs the very group that it stands in for saves nothing. */
function waysOf(id: string, within: readonly string[], components: ReadonlyMap<string, Component>): readonly Needed[] {
  if (within.length >= MOST_NESTED) return []
  return alternativesOf(id, components)
    .map((one) => neededBy([one], components, one))
    .filter(({ groups }) => ![...within, id].some((open) => groups.has(open)))
}
