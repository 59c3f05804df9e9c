import type { EngineParts } from '../commands/engine-parts.ts'
import { executeIn } from '../commands/execute.ts'
import { failJob } from '../commands/fail-job.ts'
import { performJob } from '../commands/perform-job.ts'
import { systemActor } from '../commands/system-actor.ts'
import { reasonOf } from '../model/reason-of.ts'
import { dueJobRows } from '../store/look-ups/due-work.ts'
import type { JobRow } from '../store/tables/job.ts'
import type { Work } from './worker.ts'

/** Service tasks whose handler has something to do. */
export function openJobs(parts: EngineParts): Work<JobRow> {
  return {
    name: 'open-jobs',
    find: (manager, limit) => dueJobRows(manager, parts.clock.now().toISOString(), limit),
    run({ id, institutionId }, session) {
      return executeIn(session, 'perform-job', performJob, { by: systemActor(institutionId), jobId: id }, parts)
    },
    failed({ id, institutionId }, error, session) {
      const input = { by: systemActor(institutionId), jobId: id, message: reasonOf(error) }
      return executeIn(session, 'fail-job', failJob, input, parts)
    },
  }
}
