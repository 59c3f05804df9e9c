/** Whether the schemes in force fit together: what one sends another takes, and so on; one check per file. */
import { checkAnswers } from './check-answers.ts'
import { checkBase } from './check-base.ts'
import { checkCalls } from './check-calls.ts'
import { checkLanes } from './check-lanes.ts'
import { checkMessages } from './check-messages.ts'
import type { IntegrityFinding } from './finding.ts'
import type { Landscape } from './landscape.ts'

/** Finds everything; the same landscape gives the same findings, by process and element. */
export function checkIntegrity(landscape: Landscape): readonly IntegrityFinding[] {
  return [checkMessages, checkAnswers, checkCalls, checkLanes, checkBase]
    .flatMap((check) => check(landscape))
    .sort((a, b) => compare(a.processKey, b.processKey) || compare(a.elementId ?? '', b.elementId ?? ''))
}

/** What a change brings: findings about what is changed, and those that were not there before. */
export function findingsOfChange(
  before: readonly IntegrityFinding[],
  after: readonly IntegrityFinding[],
  changed: ReadonlySet<string>,
): readonly IntegrityFinding[] {
  const known = new Set(before.map(keyOf))
  return after.filter((finding) => changed.has(finding.processKey) || !known.has(keyOf(finding)))
}

function keyOf({ code, processKey, elementId, subject }: IntegrityFinding): string {
  return JSON.stringify([code, processKey, elementId, subject])
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
