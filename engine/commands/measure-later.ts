/** What a command changed is measured later, by the worker: one small row says so, in the same transaction. */
import type { RecordView } from '../records/record-unit.ts'
import { measuringDueTable } from '../store/tables/measuring.ts'
import type { ProcessInstanceRow } from '../store/tables/process-instance.ts'
import { taskTable } from '../store/tables/task.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Unit } from './unit.ts'

/** A case that has ended, or whose history grew since. @param row as it was before the step */
export function measureCase(unit: Unit, { measuring }: EngineParts, row: ProcessInstanceRow): void {
  if (!measuring || measuring.ofCase(row.processKey).length === 0) return
  const { id: subjectId, institutionId, version } = row
  unit.rows.insert(measuringDueTable, { kind: 'case', institutionId, subjectId, version: version + 1 })
}

/** A task that is done. @param row its case, as it was before the step */
export async function measureTask(
  unit: Unit,
  { measuring }: EngineParts,
  { processKey, institutionId, version }: ProcessInstanceRow,
  subjectId: string,
): Promise<void> {
  if (!measuring) return
  const task = await unit.rows.find(taskTable, { id: subjectId })
  if (!task || measuring.ofTask(processKey, task.elementId).length === 0) return
  unit.rows.insert(measuringDueTable, { kind: 'task', institutionId, subjectId, version: version + 1 })
}

/** A record that was written, or removed. */
export function measureRecord(
  unit: Unit,
  { measuring }: EngineParts,
  {
    register,
    id: subjectId,
    institutionId,
    version,
  }: Pick<RecordView, 'register' | 'id' | 'institutionId' | 'version'>,
): void {
  if (!measuring || measuring.ofRecord(register).length === 0) return
  unit.rows.insert(measuringDueTable, { kind: 'record', institutionId, subjectId, version })
}
