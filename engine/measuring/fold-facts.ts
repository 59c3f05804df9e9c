import type { Amounts, Fact, FactKey } from './facts.ts'

/** Text that is equal for facts of the same sum, and sorts as they are stored. */
export function keyOfFact(fact: FactKey): string {
  const { figure, period, service, group, version, first, second, bucket } = fact
  return JSON.stringify([figure, period, bucket, service, group, version, first, second])
}

/** Adds up facts of the same sum; sums that nothing is left of are left out. */
export function foldFacts(facts: Iterable<Fact>): Map<string, Fact> {
  const sums = new Map<string, Fact>()
  for (const fact of facts) {
    const key = keyOfFact(fact)
    const known = sums.get(key)
    sums.set(key, known ? { ...known, ...added(known, fact) } : fact)
  }
  return sums
}

/** What has to be added to sums that hold `before` so that they hold `after`: in the order of their keys. */
export function changeOf(before: readonly Fact[], after: readonly Fact[]): readonly Fact[] {
  const taken = before.map((fact) => ({ ...fact, n: -fact.n, total: -fact.total, per: -fact.per }))
  return [...foldFacts([...taken, ...after])]
    .filter(([, { n, total, per }]) => n !== 0 || total !== 0 || per !== 0)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, fact]) => fact)
}

const added = (one: Amounts, other: Amounts): Amounts => ({
  n: one.n + other.n,
  total: one.total + other.total,
  per: one.per + other.per,
})
