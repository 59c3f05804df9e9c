/** Benchmarks print one line of JSON per figure; nothing here is a test, machines differ. */
export const figure = (name: string, value: number, unit: string, facts: Record<string, unknown> = {}): void =>
  console.log(JSON.stringify({ figure: name, value: Math.round(value * 100) / 100, unit, ...facts }))

/** CPU seconds used so far by this process. */
export const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000_000
}
