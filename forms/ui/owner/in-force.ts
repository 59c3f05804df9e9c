/** What is in force for the institution, as its owners see it. */
import type { DefinitionView } from '../../../engine/model/deployment.ts'
import { NoActiveDefinition } from '../../../engine/model/errors.ts'
import type { PageCall } from '../shared/page.ts'

const PAGE = 200

/** The definition that new cases of the institution start on, by process; in the order of the names in the reader's language. */
export async function processesInForce(call: PageCall): Promise<readonly DefinitionView[]> {
  const { ports, institutionId } = call
  const keys = new Set<string>()
  let after: string | null | undefined
  do {
    const page = await ports.engine.listDefinitions({
      institutionId,
      activeOnly: true,
      limit: PAGE,
      ...(after ? { after } : {}),
    })
    for (const { processKey } of page.items) keys.add(processKey)
    after = page.next
  } while (after !== null)
  const found = await Promise.all([...keys].map((processKey) => inForce(call, processKey)))
  return found.flatMap((one) => one ?? [])
}

/** @returns null where nothing is in force under the key */
export async function inForce({ ports, institutionId }: PageCall, processKey: string): Promise<DefinitionView | null> {
  try {
    return await ports.engine.getActiveDefinition({ institutionId, processKey })
  } catch (error) {
    if (error instanceof NoActiveDefinition) return null
    throw error
  }
}

/** @returns the version that the institution itself put in force, its own or a typical one; null where it chose none */
export async function chosenInForce(
  { ports, institutionId }: PageCall,
  processKey: string,
): Promise<DefinitionView | null> {
  const all = await ports.engine.listInForce({ institutionId, holderId: '' })
  const one = all.find(({ definition }) => definition.processKey === processKey)
  return one?.chosenBy.institutionId === institutionId ? one.definition : null
}

/** Every version of a process that the institution may know of, newest first. */
export async function versionsOf(
  { ports, institutionId }: PageCall,
  processKey: string,
): Promise<readonly DefinitionView[]> {
  const found: DefinitionView[] = []
  let after: string | null | undefined
  do {
    const page = await ports.engine.listDefinitions({
      institutionId,
      processKey,
      limit: PAGE,
      ...(after ? { after } : {}),
    })
    found.push(...page.items)
    after = page.next
  } while (after !== null)
  return found
}

export function isTypical({ owner }: Pick<DefinitionView, 'owner'>): boolean {
  return owner.institutionId === ''
}

/** @returns when it was put in force, as far as that is known */
export async function inForceSince({ ports, institutionId }: PageCall, one: DefinitionView): Promise<string> {
  const { items } = await ports.engine.listDefinitionChanges({ institutionId, processKey: one.processKey })
  const change = items.find(({ definitionId, action }) => definitionId === one.id && action === 'activated')
  return change?.at ?? one.deployedAt
}
