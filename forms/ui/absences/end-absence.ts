import { tried } from '../shared/tried.ts'
import type { PageCall } from '../shared/page.ts'

/** Ends an absence now. Where it has ended by itself meanwhile, what was wanted is so already. */
export async function endAbsence({ ports, change }: PageCall, id: string): Promise<void> {
  await tried(() => ports.identity.absences.end({ ...change, id }), { 'absence-over': { text: '' } })
}
