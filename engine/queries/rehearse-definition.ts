import type { EngineParts } from '../commands/engine-parts.ts'
import type { Rehearsal } from '../rehearsal/rehearsal.ts'
import { DEFAULT_REHEARSAL_BUDGET, DEFAULT_REHEARSAL_LIMITS } from '../rehearsal/rehearsal-budget.ts'
import type { RehearsalBudget } from '../rehearsal/rehearsal-budget.ts'
import type { Rehearsals } from '../rehearsal/rehearsals.ts'
import { lookBy } from '../store/session.ts'
import { getDefinitionFile } from './definitions.ts'

/** Plays a definition through, in force or not. The database is left before the rehearsal begins. @throws NotFound, RehearsalBusy */
export async function rehearseDefinition(
  { store, definitions }: Pick<EngineParts, 'store' | 'definitions'>,
  rehearsals: Rehearsals,
  query: { institutionId: string; definitionId: string; budget?: Partial<RehearsalBudget>; gone?: AbortSignal },
): Promise<Rehearsal> {
  const { definitionId, budget, gone } = query
  const { xml, loaded } = await store.read(async (manager) => ({
    // Also refuses what the institution may not know of.
    xml: (await getDefinitionFile(manager, query)).content,
    loaded: await definitions.get(lookBy(manager), definitionId),
  }))
  const input = {
    definitionId,
    version: loaded.version,
    definition: loaded.definition,
    xml,
    budget: { ...DEFAULT_REHEARSAL_BUDGET, ...budget },
    limits: DEFAULT_REHEARSAL_LIMITS,
  }
  return rehearsals.rehearse(input, gone)
}
