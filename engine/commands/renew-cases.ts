/**
 * A record that running cases go by has changed, e.g. a working calendar: every one of them is told, page by page, by the
 * workers and not by whoever changed it. Each page is one transaction with the row that leads to the next, so a server
 * that dies goes on where it stood; telling a case twice changes nothing.
 */
import type { RecordContent } from '../ports.ts'
import type { RecordView } from '../records/record-unit.ts'
import { runningInPage } from '../store/look-ups/instances.ts'
import type { EngineParts } from './engine-parts.ts'
import { type Pending, leavePending } from './pending-command.ts'
import type { Unit } from './unit.ts'

/** Instances looked at in one transaction, ended ones included. */
const PAGE = 500

/** Begins the walk where the host says that cases go by what was written; part of the writer's transaction. */
export function renewCasesAfter(
  unit: Unit,
  parts: EngineParts,
  { register, id, version, data, status }: RecordView,
  before: RecordContent | null,
): void {
  if (!parts.recordRules.concernsCases(register, before, { data, status })) return
  leave(unit, parts, unit.by.institutionId, { kind: 'renew-cases', change: { register, id, version }, after: null })
}

/** One page: a command for each running case, and the next page where there is one. */
export async function renewCases(
  unit: Unit,
  parts: EngineParts,
  institutionId: string,
  { change, after }: Extract<Pending, { kind: 'renew-cases' }>,
): Promise<void> {
  const { running, last } = await runningInPage(await unit.look(), institutionId, after ?? '', PAGE)
  for (const { id, rootInstanceId } of running) {
    const receiver = { institutionId, processInstanceId: id, rootInstanceId }
    leavePending(unit, receiver, { kind: 'renew-case', change }, { inTheBackground: true })
  }
  unit.afterCommit(() => parts.log.info({ ...change, institutionId, cases: running.length, after }, 'cases told'))
  if (last !== null) leave(unit, parts, institutionId, { kind: 'renew-cases', change, after: last })
  else unit.afterCommit(parts.nudge)
}

function leave(unit: Unit, parts: EngineParts, institutionId: string, page: Pending): void {
  leavePending(unit, { institutionId, processInstanceId: '', rootInstanceId: '' }, page, { inTheBackground: true })
  unit.afterCommit(parts.nudge)
}
