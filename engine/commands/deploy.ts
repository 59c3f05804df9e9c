import type { Told } from '../engine.ts'
import {
  type PreparedDefinition,
  type PreparedDeployment,
  hasErrors,
  prepareDeployment,
} from '../definitions/prepare-deployment.ts'
import { findEntryPoints } from '../definitions/entry-points.ts'
import { namesWokenBy } from '../definitions/message-correlations.ts'
import { resourceRow } from '../definitions/deployed-files.ts'
import type { DefinitionView, DeploymentResult, DeploymentView, Owner, ResourceFile } from '../model/deployment.ts'
import { DeploymentRejected } from '../model/errors.ts'
import { latestVersion, sameVersion } from '../store/look-ups/definitions.ts'
import { activeDefinitionTable } from '../store/tables/active-definition.ts'
import { deploymentResourceTable } from '../store/tables/deployment-resource.ts'
import { deploymentTable } from '../store/tables/deployment.ts'
import { type ProcessDefinitionRow, processDefinitionTable } from '../store/tables/process-definition.ts'
import { definitionView, deploymentView } from '../store/to-views.ts'
import type { EngineParts } from './engine-parts.ts'
import { changeInForce } from './change-in-force.ts'
import type { Command, Executed } from './execute.ts'
import { noteDefinitionChange } from './note-definition-change.ts'
import { putInForce } from './put-in-force.ts'
import { rescheduleStartTimers } from './schedule-start-timers.ts'
import type { Unit } from './unit.ts'

/** What `deploy` takes: a bundle for an owner, and whether to put its definitions in force at once. */
export interface Deploy extends Told {
  readonly name: string
  readonly owner: Owner
  readonly resources: readonly ResourceFile[]
  readonly activate?: boolean
  /** Why, for those who look at the versions later. */
  readonly note?: string
}

/**
 * Deploys a bundle, all of it or nothing. Everything is read and judged before the transaction begins.
 *
 * @throws DeploymentRejected with every problem
 */
export async function deploy(input: Deploy, parts: EngineParts): Promise<Executed<DeploymentResult>> {
  const prepared = await prepareDeployment(parts, input.owner, input.resources)
  if (hasErrors(prepared.problems)) throw new DeploymentRejected(prepared.problems)
  const executed = await changeInForce('deploy', storeDeployment(prepared), input, parts)
  if (input.activate) await rescheduleStartTimers(parts)
  return executed
}

type Stored = DefinitionView & { readonly created: boolean }

function storeDeployment(prepared: PreparedDeployment): Command<Deploy, DeploymentResult> {
  return async ({ owner, name, activate = false, note }, unit, parts) => {
    const deploymentId = unit.newId()
    const stored: Stored[] = []
    for (const definition of prepared.definitions) {
      const known = await findSame(unit, parts, owner, definition)
      if (known === 'unchanged') continue
      const row = known ?? (await nextVersion(unit, owner, deploymentId, definition))
      const which = { processKey: row.processKey, definitionId: row.id }
      if (!known) {
        unit.rows.insert(processDefinitionTable, row)
        noteDefinitionChange(unit, owner, which, 'deployed', note)
      }
      const names = namesWokenBy(definition.definition, findEntryPoints(definition.definition))
      if (activate) await putInForce(unit, owner, which, names, note)
      const active = activate || (await isInForce(unit, owner, row))
      stored.push({ ...definitionView(row, active), created: !known })
    }
    // Forget now, too: what the same transaction asks next must see the change.
    parts.definitions.forget()
    const warnings = prepared.problems
    if (stored.every(({ created }) => !created)) return { deployment: null, definitions: stored, warnings }
    return { deployment: storeFiles(unit, owner, { id: deploymentId, name }, prepared), definitions: stored, warnings }
  }
}

/**
 * The definition that this one would only repeat: a version of the owner's, the latest or an older one to which they
 * return; `unchanged` for a wider owner's in force whose diagram was only taken over.
 */
async function findSame(
  unit: Unit,
  parts: EngineParts,
  owner: Owner,
  { definition, checksum, diagramTakenOver }: PreparedDefinition,
): Promise<ProcessDefinitionRow | 'unchanged' | null> {
  const { processKey } = definition
  const same = await sameVersion(await unit.look(), owner, processKey, checksum)
  if (same) return same
  if (!diagramTakenOver) return null
  const choice = (await parts.definitions.inForce(unit.look, owner.institutionId, owner.holderId)).get(processKey)
  const inForce = choice ? await unit.rows.find(processDefinitionTable, { id: choice.definitionId }) : null
  return inForce?.checksum === checksum ? 'unchanged' : null
}

async function nextVersion(
  unit: Unit,
  owner: Owner,
  deploymentId: string,
  { definition, resourceName, checksum }: PreparedDefinition,
): Promise<ProcessDefinitionRow> {
  const { processKey, versionTag, name } = definition
  const latest = await latestVersion(await unit.look(), owner, processKey)
  return {
    id: unit.newId(),
    institutionId: owner.institutionId,
    holderId: owner.holderId,
    processKey,
    version: (latest?.version ?? 0) + 1,
    versionTag,
    name,
    deploymentId,
    resourceName,
    deployedAt: unit.now,
    checksum,
    compiled: JSON.stringify(definition),
    suspended: 0,
  }
}

async function isInForce(unit: Unit, owner: Owner, { processKey, id }: ProcessDefinitionRow): Promise<boolean> {
  const { institutionId, holderId } = owner
  const active = await unit.rows.find(activeDefinitionTable, { institutionId, holderId, processKey })
  return active?.definitionId === id
}

function storeFiles(
  unit: Unit,
  owner: Owner,
  { id, name }: { id: string; name: string },
  { files }: PreparedDeployment,
): DeploymentView {
  const row = {
    id,
    institutionId: owner.institutionId,
    holderId: owner.holderId,
    name,
    deployedAt: unit.now,
    deployedBy: unit.actorId,
  }
  unit.rows.insert(deploymentTable, row)
  const rows = files.map((file) => resourceRow(id, file))
  for (const resource of rows) unit.rows.insert(deploymentResourceTable, resource)
  return deploymentView(row, rows)
}
