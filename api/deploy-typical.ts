import { createHash } from 'node:crypto'
import { type DefinitionView, type Engine, type ResourceFile, TYPICAL } from '../engine/index.ts'

/**
 * Deploys the typical edition, at every start. The same files are no new version; what is in force already is not even
 * read, which would take longer than all the rest of a start.
 *
 * @throws DeploymentRejected
 */
export async function deployTypical(
  engine: Engine,
  resources: readonly ResourceFile[],
  print: (line: string) => void,
): Promise<void> {
  print(`Deploying the typical schemes (${resources.length} files) …`)
  const by = {
    id: 'system',
    institutionId: TYPICAL.institutionId,
    groups: [],
    language: 'lv',
    mayManage: true,
  } as const
  const definitions =
    (await inForceOf(engine, resources)) ??
    (await engine.deploy({ by, name: 'typical edition', owner: TYPICAL, resources, activate: true })).definitions
  for (const definition of definitions) {
    const { processKey, version } = definition
    print(`  ${processKey}, version ${version}${'created' in definition && definition.created ? ', new' : ''}`)
  }
}

/** The definitions of these files, when all of them are in force; null when anything is different. */
async function inForceOf(
  engine: Engine,
  resources: readonly ResourceFile[],
): Promise<readonly DefinitionView[] | null> {
  const { institutionId } = TYPICAL
  const [last] = (await engine.listDeployments({ institutionId, limit: 1 })).items
  if (!last || !isSame(last.resources, resources)) return null
  const { items } = await engine.listDefinitions({ institutionId, latestOnly: true, limit: 1000 })
  const drawn = new Set(resources.flatMap(({ name }) => (name.endsWith('.bpmn') ? name : [])))
  for (const { resourceName, active } of items) {
    if (!active) return null
    drawn.delete(resourceName)
  }
  return drawn.size === 0 ? items : null
}

function isSame(
  deployed: readonly { readonly name: string; readonly checksum: string }[],
  files: readonly ResourceFile[],
): boolean {
  const checksums = new Map(deployed.map(({ name, checksum }) => [name, checksum]))
  return (
    checksums.size === files.length &&
    files.every(({ name, content }) => checksums.get(name) === createHash('sha256').update(content).digest('hex'))
  )
}
