import { compareDefinitions } from '../definitions/compare-definitions.ts'
import type { BundleFile } from '../definitions/bundle-files.ts'
import type { LoadedDefinition } from '../definitions/loaded-definition.ts'
import {
  type PreparationPorts,
  type PreparedDefinition,
  type PreparedDeployment,
  prepareDeployment,
} from '../definitions/prepare-deployment.ts'
import type { DefinitionPreview, DeploymentPreview, FileChange } from '../model/definition-diff.ts'
import type { Owner, ResourceFile } from '../model/deployment.ts'
import { lookBy } from '../store/session.ts'

/** Reads, judges and compares a bundle with what is in force for `owner`; stores nothing. */
export async function previewDeployment(
  ports: PreparationPorts,
  owner: Owner,
  resources: readonly ResourceFile[],
): Promise<DeploymentPreview> {
  const prepared = await prepareDeployment(ports, owner, resources)
  const { store, definitions } = ports
  const compared = await store.read(async (manager) => {
    const look = lookBy(manager)
    const inForce = await definitions.inForce(look, owner.institutionId, owner.holderId)
    const found: DefinitionPreview[] = []
    for (const one of prepared.definitions) {
      const choice = inForce.get(one.definition.processKey)
      found.push(preview(prepared, one, choice ? await definitions.get(look, choice.definitionId) : null))
    }
    return found
  })
  return { problems: prepared.problems, definitions: compared }
}

function preview(
  { files }: PreparedDeployment,
  { definition, resourceName }: PreparedDefinition,
  before: LoadedDefinition | null,
): DefinitionPreview {
  const { processKey, name, properties, nodes, lanes, flows } = definition
  const named = [...Object.values(nodes), ...Object.values(lanes), ...Object.values(flows)]
  return {
    processKey,
    name,
    nameEn: properties['nameEn'] ?? null,
    resourceName,
    inForce: before && { definitionId: before.id, version: before.version, owner: before.owner },
    changes: before ? compareDefinitions(before.definition, definition) : [],
    files: before ? files.flatMap((file) => (file.takenOver ? [] : fileChanges(file, before))) : [],
    elements: Object.fromEntries(
      named.map((one) => {
        const nameEn = 'properties' in one ? (one.properties['nameEn'] ?? null) : null
        return [one.id, { name: one.name, nameEn }]
      }),
    ),
  }
}

/** What a file that was uploaded changes of what the cases of the definition in force see. */
function fileChanges(file: BundleFile, { bundle }: LoadedDefinition): FileChange[] {
  const changed = (kind: FileChange['kind'], id: string, before: unknown, after: unknown): FileChange[] => {
    if (before === undefined) return [{ change: 'added', kind, id }]
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ change: 'changed', kind, id }]
  }
  switch (file.kind) {
    case 'bpmn':
      return []
    case 'form':
      return changed('form', file.formId, bundle.forms.get(file.formId), file.content)
    case 'decision':
      return file.decisions.flatMap((table) => changed('decision', table.id, bundle.decisions.get(table.id), table))
    case 'messages':
      return file.contracts.flatMap((contract) =>
        changed('message', contract.name, bundle.contracts.get(contract.name), contract),
      )
  }
}
