/** What housekeeping takes away, and when it is old enough. */
import type { Clock } from '../engine/ports.ts'
import type { Config } from './config.ts'
import type { FileStore } from './files/file-store.ts'
import type { Chore } from './housekeeping.ts'
import type { Tracking } from './tracking/index.ts'
import type { Workplace } from './workplace/index.ts'

const DAY_MS = 86_400_000

export interface ChorePorts {
  readonly workplace: Workplace
  readonly files: FileStore
  readonly tracking: Tracking
  readonly clock: Clock
}

export function choresOf(
  { workplace, files, tracking, clock }: ChorePorts,
  { draftDays, noticeDays }: Pick<Config, 'draftDays' | 'noticeDays'>,
): readonly Chore[] {
  const before = (days: number): string => new Date(clock.now().getTime() - days * DAY_MS).toISOString()
  return [
    { name: 'drafts', sweep: (limit) => workplace.drafts.removeOlder(before(draftDays), limit) },
    { name: 'notices', sweep: (limit) => workplace.notices.removeOlder(before(noticeDays), limit) },
    { name: 'loose files', sweep: (limit) => files.removeLoose(limit) },
    { name: 'tracking sessions', sweep: (limit) => tracking.removeEnded(limit) },
    { name: 'unfinished files', sweep: (limit) => files.removeUnfinished(limit) },
  ]
}
