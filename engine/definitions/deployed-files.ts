import type { EntityManager } from 'typeorm'
import type { DecisionTable } from '../decisions/decision-table.ts'
import type { MessageContract } from '../model/deployment.ts'
import { filesOf } from '../store/look-ups/definitions.ts'
import type { DeploymentResourceRow } from '../store/tables/deployment-resource.ts'
import type { BundleFile } from './bundle-files.ts'

/** Files of an earlier deployment, as they were read then. */
export async function deployedFiles(
  manager: EntityManager,
  deploymentId: string,
  kinds: readonly DeploymentResourceRow['kind'][],
): Promise<BundleFile[]> {
  return (await filesOf(manager, deploymentId, kinds)).map(takenOver)
}

function takenOver({ name, kind, content, checksum, contentId, compiled }: DeploymentResourceRow): BundleFile {
  const file = { name, content, checksum, takenOver: true }
  switch (kind) {
    case 'bpmn':
      return { ...file, kind }
    case 'form':
      return { ...file, kind, formId: contentId ?? '' }
    case 'decision': {
      const decisions: DecisionTable[] = JSON.parse(compiled ?? '[]')
      return { ...file, kind, decisions }
    }
    case 'messages': {
      const contracts: MessageContract[] = JSON.parse(compiled ?? '[]')
      return { ...file, kind, contracts }
    }
  }
}

/** The row that keeps a file; the other way round. */
export function resourceRow(deploymentId: string, file: BundleFile): DeploymentResourceRow {
  return {
    deploymentId,
    name: file.name,
    kind: file.kind,
    contentId: file.kind === 'form' ? file.formId : null,
    checksum: file.checksum,
    content: file.content,
    compiled:
      file.kind === 'decision'
        ? JSON.stringify(file.decisions)
        : file.kind === 'messages'
          ? JSON.stringify(file.contracts)
          : null,
    takenOver: file.takenOver ? 1 : 0,
  }
}
