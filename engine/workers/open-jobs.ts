import type { EngineParts } from '../commands/engine-parts.ts'
import { execute } from '../commands/execute.ts'
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
    find: (limit) => parts.store.read((manager) => dueJobRows(manager, parts.clock.now().toISOString(), limit)),
    async run({ id, institutionId }) {
      await execute('perform-job', performJob, { by: systemActor(institutionId), jobId: id }, parts)
    },
    async failed({ id, institutionId }, error) {
      const message = reasonOf(error)
      await execute('fail-job', failJob, { by: systemActor(institutionId), jobId: id, message }, parts)
    },
  }
}
