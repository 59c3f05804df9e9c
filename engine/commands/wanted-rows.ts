/** Rows that a command is sure to ask for: the store reads them together with those of others, where that is quicker. */
import { processInstanceTable } from '../store/tables/process-instance.ts'
import { jobTable } from '../store/tables/job.ts'
import { taskTable } from '../store/tables/task.ts'
import { shapeOf } from '../store/writing/table-shape.ts'
import type { Wanted } from '../store/writing/write-connection.ts'

const TASK = shapeOf(taskTable)
const JOB = shapeOf(jobTable)
const INSTANCE = shapeOf(processInstanceTable)

/** A task and its instance, whose id is the beginning of the task's. */
export function taskAndInstance({ taskId }: { readonly taskId: string }): Wanted[] {
  return [{ shape: TASK, key: { id: taskId } }, instanceOf(taskId)]
}

/** A job and its instance. */
export function jobAndInstance({ jobId }: { readonly jobId: string }): Wanted[] {
  return [{ shape: JOB, key: { id: jobId } }, instanceOf(jobId)]
}

function instanceOf(id: string): Wanted {
  return { shape: INSTANCE, key: { id: id.slice(0, Math.max(id.lastIndexOf('.'), 0)) } }
}
