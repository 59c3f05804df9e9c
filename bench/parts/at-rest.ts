/** What a waiting instance takes: bytes of state in the database, and memory of the process. */
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { loadEngine } from '../built.ts'
import { inTurns } from '../clients.ts'
import { figure } from '../figure.ts'
import { CASES, deployPermit, PROCESS_KEY } from '../permit.ts'
import { median } from '../rounds.ts'
import { scale } from '../scale.ts'
import { startSubject, withSubjects } from '../subject-process.ts'
import { openEngine } from '../subjects/engine.ts'
import type { MemoryGrowth, MemorySettings } from '../subjects/memory.ts'
import { withFolder } from '../temporary-folder.ts'

/** An instance without variables is carried through its eight waits, so that all of its state is what is asked for. */
export async function measureState(): Promise<void> {
  const { EMBEDDED: by } = await loadEngine()
  await withFolder(async (folder) => {
    const path = join(folder, 'bench.db')
    const engine = await openEngine({ path })
    await deployPermit(engine)
    const { id } = await engine.startProcessInstance({ by, processKey: PROCESS_KEY })
    const sizes: number[] = []
    for (const { elementId } of inTurns(CASES, 0).tasks) {
      sizes.push(storedBytes(path, id))
      const query = { institutionId: by.institutionId, processInstanceId: id, elementId, state: 'open' } as const
      const [task] = (await engine.listTasks(query)).items
      if (task === undefined) throw new Error(`Expected an open task "${elementId}", but there is none.`)
      await engine.completeTask({ by, taskId: task.id, data: {} })
    }
    await engine.close()
    const goal = { atMost: 1000 }
    figure('state of a waiting instance beside its variables', median(sizes), 'bytes', { waits: sizes }, goal)
  })
}

function storedBytes(path: string, id: string): number {
  const database = new SqliteDatabase(path, { readonly: true })
  const bytes = database
    .prepare<[string], number>('SELECT length(CAST(state AS BLOB)) FROM process_instance WHERE id = ?')
    .pluck()
    .get(id)
  database.close()
  if (bytes === undefined) throw new Error(`Expected instance ${id} to be stored, but it is not.`)
  return bytes
}

/** Nothing of a waiting instance is kept; a hundred bytes each is what the measurement itself may be wrong by. */
export async function measureMemory(): Promise<void> {
  await withFolder(async (folder) => {
    const instances = scale.waitingInstances
    const settings = { path: join(folder, 'bench.db'), instances }
    const growth = await withSubjects([startSubject<MemorySettings, MemoryGrowth>('memory')], (memory) =>
      memory.measure(settings),
    )
    const facts = { instances, residentMB: Math.round(growth.residentBytes / 2 ** 20) }
    figure('memory of a waiting instance', growth.heapBytes / instances, 'bytes of heap', facts, { atMost: 100 })
  })
}
