/** How long and how much is measured: the full run, or with BENCH_QUICK=1 one that only shows that everything runs. */
export interface Scale {
  readonly name: 'full' | 'quick'
  readonly rounds: number
  /** What is measured of one run, after the warm-up. */
  readonly seconds: number
  readonly warmUpSeconds: number
  /** Waiting instances that memory is measured over. */
  readonly waitingInstances: number
  readonly instancesAtRest: number
  /** Cases of service management that wait while disruptions pass. */
  readonly openCases: number
  /** Tasks that wait while pages are opened. */
  readonly openTasks: number
  /** Lines of history of ended cases, from which indicators are computed. */
  readonly historyEvents: number
  /** Of one run, after the warm-up. */
  readonly disruptions: number
  /** Simulated days in which people apply; some more follow in which all is finished. */
  readonly yearDays: number
}

const FULL: Scale = {
  name: 'full',
  rounds: 5,
  seconds: 4,
  warmUpSeconds: 1,
  waitingInstances: 20_000,
  instancesAtRest: 1_000_000,
  openCases: 50_000,
  openTasks: 100_000,
  historyEvents: 1_000_000,
  disruptions: 24,
  yearDays: 365,
}

const QUICK: Scale = {
  name: 'quick',
  rounds: 3,
  seconds: 1,
  warmUpSeconds: 0.3,
  waitingInstances: 1_000,
  instancesAtRest: 20_000,
  openCases: 2_000,
  openTasks: 2_000,
  historyEvents: 25_000,
  disruptions: 8,
  yearDays: 7,
}

export const scale: Scale = process.env['BENCH_QUICK'] === '1' ? QUICK : FULL
