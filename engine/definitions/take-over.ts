/**
 * An institution may upload only what it changes: the rest of the bundle is taken over from the definition in force for
 * it, so that a deployment is always whole and later changes of the typical edition do not reach it unasked.
 */
import type { CompiledProcess } from '../bpmn/bpmn-reading.ts'
import type { Owner } from '../model/deployment.ts'
import type { ProcessDefinition } from '../model/process-definition.ts'
import type { Store } from '../store/store.ts'
import { processDefinitionTable } from '../store/tables/process-definition.ts'
import type { BundleFile } from './bundle-files.ts'
import type { DefinitionCatalog } from './definition-catalog.ts'
import { deployedFiles } from './deployed-files.ts'

interface TakeOverPorts {
  readonly store: Store
  readonly definitions: DefinitionCatalog
}

/** The forms, decisions and contracts that the processes use and the upload does not bring. */
export async function takeOver(
  { store, definitions }: TakeOverPorts,
  owner: Owner,
  uploaded: readonly BundleFile[],
  compiled: readonly CompiledProcess[],
): Promise<BundleFile[]> {
  return store.read(async (manager) => {
    const inForce = await definitions.inForce(manager, owner.institutionId, owner.holderId)
    const taken: BundleFile[] = []
    for (const process of compiled) {
      const choice = inForce.get(process.definition.processKey)
      if (!choice) continue
      const { deploymentId } = await definitions.get(manager, choice.definitionId)
      for (const file of await deployedFiles(manager, deploymentId, ['form', 'decision', 'messages'])) {
        if (isThere(file, [...uploaded, ...taken]) || !isUsed(file, process)) continue
        taken.push(file)
      }
    }
    return taken
  })
}

/** Without a diagram in the upload: the diagrams in force that use one of the files. */
export async function takeOverDiagrams(
  { store, definitions }: TakeOverPorts,
  owner: Owner,
  uploaded: readonly BundleFile[],
): Promise<BundleFile[]> {
  return store.read(async (manager) => {
    const diagrams = new Map<string, BundleFile>()
    for (const { definitionId } of (await definitions.inForce(manager, owner.institutionId, owner.holderId)).values()) {
      const { deploymentId, bundle } = await definitions.get(manager, definitionId)
      const touched = uploaded.some(
        (file) =>
          (file.kind === 'form' && bundle.forms.has(file.formId)) ||
          (file.kind === 'decision' && file.decisions.some(({ id }) => bundle.decisions.has(id))) ||
          (file.kind === 'messages' && bundle.contracts.size > 0),
      )
      if (!touched) continue
      const row = await manager.findOneBy(processDefinitionTable, { id: definitionId })
      const [file] = (await deployedFiles(manager, deploymentId, ['bpmn'])).filter(
        ({ name }) => name === row?.resourceName,
      )
      if (file) diagrams.set(file.name, file)
    }
    return [...diagrams.values()]
  })
}

function isThere(file: BundleFile, files: readonly BundleFile[]): boolean {
  return files.some((other) => {
    if (other.name === file.name) return true
    if (file.kind === 'form') return other.kind === 'form' && other.formId === file.formId
    if (file.kind === 'messages') return other.kind === 'messages'
    if (file.kind !== 'decision' || other.kind !== 'decision') return false
    return other.decisions.some(({ id }) => file.decisions.some((decision) => decision.id === id))
  })
}

function isUsed(file: BundleFile, { uses, definition }: CompiledProcess): boolean {
  if (file.kind === 'form') return uses.forms.some(({ name }) => name === file.formId)
  if (file.kind === 'decision')
    return (
      computesDecision(definition) || uses.decisions.some(({ name }) => file.decisions.some(({ id }) => id === name))
    )
  return file.kind === 'messages'
}

/** A decision named by an expression may be any. */
function computesDecision({ nodes }: ProcessDefinition): boolean {
  return Object.values(nodes).some(
    (node) => 'work' in node && node.work.by === 'decision' && 'expression' in node.work.decision,
  )
}
