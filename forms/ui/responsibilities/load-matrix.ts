import { allRecords } from '../../../processes/all-records.ts'
import { type Cell, matrixOf, RESPONSIBILITY } from '../../../processes/responsibilities/matrix.ts'
import type { PageCall } from '../shared/page.ts'

/** Every cell as it holds for the institution. */
export async function loadMatrix({ ports, institutionId }: PageCall): Promise<readonly Cell[]> {
  const corrections = await allRecords(ports.engine, { institutionId, register: RESPONSIBILITY, status: ['active'] })
  return matrixOf(ports.data.responsibilities, corrections)
}
