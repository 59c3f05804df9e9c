/** Euros in whole cents: everything is reckoned in them, so that sums and shares are exact. */

/** @param amount in euros, with two decimals at most */
export function cents(amount: number): number {
  return Math.round(amount * 100)
}

export function euros(amount: number): number {
  return Math.round(amount) / 100
}

/** Adds euros exactly. */
export function total(amounts: readonly number[]): number {
  return euros(amounts.reduce((sum, amount) => sum + cents(amount), 0))
}

/**
 * Shares an amount out by weights, to the cent: the shares add up to the amount. Cents left over go to those whose share
 * was cut most, then to the first ones.
 *
 * @param amount in euros, 0 or more
 * @param weights 0 or more
 * @returns null where all weights are 0: nothing can be shared out by them
 */
export function sharedOut(amount: number, weights: readonly number[]): readonly number[] | null {
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  if (all <= 0) return null
  const whole = cents(amount)
  const exact = weights.map((weight) => (whole * weight) / all)
  const shares = exact.map(Math.floor)
  const left = whole - shares.reduce((sum, share) => sum + share, 0)
  const most = exact
    .map((share, at) => ({ at, cut: share - Math.floor(share) }))
    .toSorted((one, other) => other.cut - one.cut || one.at - other.at)
  for (const { at } of most.slice(0, left)) shares[at] = (shares[at] ?? 0) + 1
  return shares.map(euros)
}

/** By how many per cent the actual amount is away from the planned one, to two decimals; null where nothing was planned. */
export function deviationPercent(actual: number, planned: number): number | null {
  if (planned === 0) return null
  return Math.round(((actual - planned) / planned) * 10_000) / 100
}
