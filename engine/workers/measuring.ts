import type { EntityManager } from 'typeorm'
import type { EngineParts } from '../commands/engine-parts.ts'
import { measureSubjects, walkOnMeasuring } from '../commands/measure-subjects.ts'
import type { Heeded } from '../measuring/heeded.ts'
import { dueSubjects, keepWalk, walks } from '../store/look-ups/measuring.ts'
import type { MeasuringDueRow, MeasuringWalkRow } from '../store/tables/measuring.ts'
import type { Work } from './worker.ts'

/** What there is to do: subjects to look at again, or the next step of a walk over all of them. */
type MeasuringItem =
  | { readonly kind: 'subjects'; readonly rows: readonly MeasuringDueRow[] }
  | { readonly kind: 'walk'; readonly walk: MeasuringWalkRow }

/** Measured together, in the time that people's commands leave. */
const TOGETHER = 20

const KINDS = ['case', 'task', 'record'] as const

/** Keeps the sums of figures: what was changed is measured; with other figures than before, everything is. */
export function measuring(parts: EngineParts, heeded: Heeded): Work<MeasuringItem> {
  let isChecked = false

  /** Until it is so in the life of a process, and no longer: an older one beside it must not begin anew what this one began. */
  async function checkFigures(manager: EntityManager): Promise<void> {
    const known = await walks(manager)
    const { checksum } = heeded
    const missing = KINDS.filter((kind) => !known.some((walk) => walk.kind === kind && walk.checksum === checksum))
    for (const kind of missing) await keepWalk(manager, { kind, checksum, after: '' })
    isChecked = missing.length === 0
  }

  return {
    name: 'measuring',
    async find(manager) {
      if (!isChecked) await checkFigures(manager)
      const rows = await dueSubjects(manager, TOGETHER)
      if (rows.length > 0) return [{ kind: 'subjects', rows }]
      const walk = (await walks(manager)).find(({ after }) => after !== null)
      return walk ? [{ kind: 'walk', walk }] : []
    },
    run: (item, session) =>
      item.kind === 'subjects'
        ? measureSubjects(item.rows, session, parts, heeded)
        : walkOnMeasuring(item.walk, session, heeded),
    // Nothing is lost and nobody waits: the rows stay due, and the worker comes back to them.
    async failed(_item, error) {
      throw error
    },
  }
}
