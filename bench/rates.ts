/** Rates of completions as lines. */
import type { ClientSettings, Measured } from './clients.ts'
import { figure, round } from './figure.ts'
import { interleave, median } from './rounds.ts'
import { scale } from './scale.ts'

/** The numbers of clients that everything of ours is measured with. */
export const CLIENTS = [1, 16, 64] as const

/** A run as long as the scale says. */
export function runWith(clients: number): ClientSettings {
  return { clients, seconds: scale.seconds, warmUpSeconds: scale.warmUpSeconds }
}

export function rates(runs: readonly Measured[]): number[] {
  return runs.map(({ completionsPerSecond }) => completionsPerSecond)
}

/** A line with the median rate of some runs, the medians of their waiting times, and the rate of each. */
export function printRate(name: string, runs: readonly Measured[]): void {
  figure(name, median(rates(runs)), 'completions per second', {
    p50ms: round(median(runs.map(({ p50ms }) => p50ms))),
    p99ms: round(median(runs.map(({ p99ms }) => p99ms))),
    runs: rates(runs).map(round),
    refused: runs.reduce((sum, run) => sum + run.refused, 0),
  })
}

/** The same for a measurement with so many clients. */
export function printRateWith(clients: number, name: string, runs: readonly Measured[]): void {
  printRate(`${name}, ${clients} ${clients === 1 ? 'client' : 'clients'}`, runs)
}

/** Measures with each number of clients, interleaved, and prints a line for each. */
export async function printRatesByClients(
  name: string,
  measure: (settings: ClientSettings) => Promise<Measured>,
): Promise<ReadonlyMap<number, readonly Measured[]>> {
  const measurements = CLIENTS.map((clients) => [String(clients), () => measure(runWith(clients))] as const)
  const results = await interleave<string, Measured>(scale.rounds, Object.fromEntries(measurements))
  const byClients = new Map(CLIENTS.map((clients) => [clients as number, results[String(clients)] ?? []]))
  for (const [clients, runs] of byClients) printRateWith(clients, name, runs)
  return byClients
}
