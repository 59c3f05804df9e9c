const MOST_ROUNDS = 1000
/** A round that does so many is the work of a crowd, not one process going in a circle. */
const CROWD = 10

/**
 * Does rounds until one finds nothing to do.
 *
 * @param round does some of what is due and says how much
 * @throws Error when that never ends
 */
export async function untilNothingIsDue(round: () => Promise<number>): Promise<void> {
  for (let rounds = 0; rounds < MOST_ROUNDS;) {
    const done = await round()
    if (done === 0) return
    if (done < CROWD) rounds += 1
  }
  throw new Error(
    `Expected everything due to be done within ${MOST_ROUNDS} rounds, but there is always more. Does a process go round without a wait?`,
  )
}
