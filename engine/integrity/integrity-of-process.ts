/** Whether the newest version of one process fits the schemes in force, before it is in force itself. */
import type { DefinitionCatalog } from '../definitions/definition-catalog.ts'
import type { Look } from '../store/session.ts'
import { processDefinitionTable } from '../store/tables/process-definition.ts'
import { checkIntegrity, findingsOfChange } from './check-integrity.ts'
import type { IntegrityFinding } from './finding.ts'
import { landscapeOf, landscapeWith } from './landscape-of.ts'

/** What an institution's newest version of a process would mean for the others. */
export interface ProcessIntegrity {
  readonly definitionId: string
  readonly version: number
  readonly versionTag: string | null
  /** It is the version by which cases start now. */
  readonly isInForce: boolean
  /** Of this process, and those that it would bring to others. Who holds which role is not looked at. */
  readonly findings: readonly IntegrityFinding[]
}

/** The institution's own newest version, else the typical one in force; null where it has no such process. */
export async function integrityOfProcess(
  definitions: DefinitionCatalog,
  look: Look,
  institutionId: string,
  processKey: string,
): Promise<ProcessIntegrity | null> {
  const owner = { institutionId, holderId: '' }
  const inForce = (await definitions.inForce(look, institutionId, '')).get(processKey)?.definitionId
  const manager = await look()
  const own = await manager.findOne(processDefinitionTable, {
    select: { id: true },
    where: { institutionId, holderId: '', processKey },
    order: { version: 'DESC' },
  })
  const definitionId = own?.id ?? inForce
  if (definitionId === undefined) return null

  const { definition, bundle, version } = await definitions.get(look, definitionId)
  const before = await landscapeOf(definitions, look, owner, null)
  const added = { definitions: [definition], contracts: [...bundle.contracts.values()] }
  const after = await landscapeWith(definitions, look, owner, before, added)
  const findings = findingsOfChange(checkIntegrity(before), checkIntegrity(after), new Set([processKey]))
  return { definitionId, version, versionTag: definition.versionTag, isInForce: definitionId === inForce, findings }
}
