/** What is to be reached: at least or at most so much. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number }

/** Prints one line of JSON for a figure. Nothing here is a test: machines differ, and a missed goal only says so. */
export function figure(
  name: string,
  value: number,
  unit: string,
  facts: Readonly<Record<string, unknown>> = {},
  goal?: Goal,
): void {
  const judged = goal === undefined ? {} : { goal, reached: reaches(value, goal) }
  console.log(JSON.stringify({ figure: name, value: round(value), unit, ...judged, ...facts }))
}

/** @returns whether the value, as it was measured and not as it is printed, is as the goal wants it. */
export function reaches(value: number, goal: Goal): boolean {
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost
}

/** Three digits are more than any of these figures is exact to. */
export function round(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}

/** For the person who waits; figures alone go to standard output. */
export function progress(line: string): void {
  console.error(line)
}

/** CPU seconds used so far by this process. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000_000
}
