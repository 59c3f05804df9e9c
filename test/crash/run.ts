/** What all runs take and give. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Finding } from './checks/check.ts'
import type { Journal } from './workload/journal.ts'

/** What every run takes. */
export interface RunOptions {
  /** The same seed makes the same choices; what the operating system makes of them is its own affair. */
  readonly seed: string
  /** Name of a seeded fault; none: the store as it is. */
  readonly fault?: string | undefined
}

/** What a run came to. */
export interface Outcome {
  readonly findings: readonly Finding[]
  /** Commands acknowledged. */
  readonly acknowledged: number
  /** What else was counted or measured. */
  readonly figures: Readonly<Record<string, number>>
}

/** For options in which a fault is there or is not. */
export const faulty = (fault: string | undefined): { readonly fault?: string } => (fault === undefined ? {} : { fault })

/** Cases that could not be led to their end. */
export const unfinished = (cases: readonly string[]): Finding[] =>
  cases.map((one) => ({ check: 'ended', sentence: `Case ${one} is stuck.` }))

/** The value below which so many of a hundred lie, rounded. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0)
}

/** @returns how long it took until so many more were acknowledged, in milliseconds; at most `withinMs` */
export async function untilAcknowledged(journal: Journal, withinMs: number, commands = 1): Promise<number> {
  const wanted = journal.acknowledged + commands
  const since = performance.now()
  while (journal.acknowledged < wanted && performance.now() - since < withinMs) await pause(2)
  return Math.min(withinMs, Math.round(performance.now() - since))
}
