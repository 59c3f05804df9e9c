import type { Engine, RecordListQuery } from '../engine/engine.ts'
import type { RecordView } from '../engine/records/record-unit.ts'

const PAGE = 200
/** More than any institution has of what is read so: appointments, cells of a matrix, indicators. */
const MOST = 5000

/** Every record that a query finds; none where the installation has no such register. */
export async function allRecords(
  engine: Pick<Engine, 'listRecords' | 'listRegisters'>,
  query: Omit<RecordListQuery, 'limit' | 'after'>,
): Promise<readonly RecordView[]> {
  if (!engine.listRegisters().some(({ register }) => register === query.register)) return []
  const found: RecordView[] = []
  let after: string | null | undefined
  do {
    const page = await engine.listRecords({ ...query, limit: PAGE, ...(after ? { after } : {}) })
    found.push(...page.items)
    after = page.next
  } while (after !== null && found.length < MOST)
  return found
}
