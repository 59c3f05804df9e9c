import { isValidOn, type ProcessDocument } from '../../../api/process-documents/process-document.ts'
import type { PageCall } from '../shared/page.ts'
import { dayOf } from '../shared/typed-day.ts'

/** The procedures and instructions by which people work at a process today. */
export async function documentsOfToday(
  { ports, institutionId }: PageCall,
  processKey: string,
): Promise<readonly ProcessDocument[]> {
  const today = dayOf(ports.clock.now())
  const documents = await ports.documents.list(institutionId, processKey)
  return documents.filter((document) => isValidOn(document, today))
}

/** Those of a step; null: of the process as a whole. */
export function documentsAt(
  documents: readonly ProcessDocument[],
  elementId: string | null,
): readonly ProcessDocument[] {
  return documents.filter((document) => document.elementId === elementId)
}
