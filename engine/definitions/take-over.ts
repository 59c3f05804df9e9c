/**
 * An institution may upload only what it changes: the rest of the bundle is taken over from the definition in force for
 * it, so that a deployment is always whole and later changes of the typical edition do not reach it unasked.
 */
import type { CompiledProcess } from '../bpmn/bpmn-reading.ts'
import type { MessageContract, Owner } from '../model/deployment.ts'
import type { ProcessDefinition } from '../model/process-definition.ts'
import { lookBy } from '../store/session.ts'
import type { Store } from '../store/store.ts'
import { processDefinitionTable } from '../store/tables/process-definition.ts'
import { type BundleFile, sha256 } from './bundle-files.ts'
import type { DefinitionCatalog } from './definition-catalog.ts'
import { deployedFiles } from './deployed-files.ts'
import { messagesUsed } from './messages-used.ts'

interface TakeOverPorts {
  readonly store: Store
  readonly definitions: DefinitionCatalog
}

/**
 * The forms, decisions and contracts that the processes use and the upload does not bring: of the same process in force
 * before, else of any other that is in force for the owner.
 */
export async function takeOver(
  { store, definitions }: TakeOverPorts,
  owner: Owner,
  uploaded: readonly BundleFile[],
  compiled: readonly CompiledProcess[],
): Promise<BundleFile[]> {
  return store.read(async (manager) => {
    const inForce = await definitions.inForce(lookBy(manager), owner.institutionId, owner.holderId)
    const taken: BundleFile[] = []
    for (const process of compiled) {
      const { processKey } = process.definition
      const choices = [...inForce.values()].toSorted(
        (a, b) => Number(b.processKey === processKey) - Number(a.processKey === processKey),
      )
      for (const { definitionId } of choices) {
        const { deploymentId } = await definitions.get(lookBy(manager), definitionId)
        for (const file of await deployedFiles(manager, deploymentId, ['form', 'decision'])) {
          if (!isThere(file, [...uploaded, ...taken]) && isUsed(file, process)) taken.push(file)
        }
      }
    }
    const contracts = await definitions.contracts(lookBy(manager), owner.institutionId, owner.holderId)
    const missing = missingContracts(uploaded, compiled, contracts)
    return missing.length === 0 ? taken : [...taken, contractsFile(missing)]
  })
}

/** Contracts in force for messages that the processes name and the upload says nothing about. */
function missingContracts(
  uploaded: readonly BundleFile[],
  compiled: readonly CompiledProcess[],
  contracts: ReadonlyMap<string, MessageContract>,
): MessageContract[] {
  const brought = new Set(
    uploaded.flatMap((file) => (file.kind === 'messages' ? file.contracts.map(({ name }) => name) : [])),
  )
  const names = new Set(compiled.flatMap((process) => [...messagesUsed(process)]))
  return [...names]
    .filter((name) => !brought.has(name))
    .sort()
    .flatMap((name) => contracts.get(name) ?? [])
}

function contractsFile(contracts: readonly MessageContract[]): BundleFile {
  const content = JSON.stringify({ messages: contracts })
  return {
    name: 'taken-over/messages.json',
    kind: 'messages',
    content,
    checksum: sha256(content),
    takenOver: true,
    contracts,
  }
}

/** Without a diagram in the upload: the diagrams in force that use one of the files. */
export async function takeOverDiagrams(
  { store, definitions }: TakeOverPorts,
  owner: Owner,
  uploaded: readonly BundleFile[],
): Promise<BundleFile[]> {
  return store.read(async (manager) => {
    const diagrams = new Map<string, BundleFile>()
    for (const { definitionId } of (
      await definitions.inForce(lookBy(manager), owner.institutionId, owner.holderId)
    ).values()) {
      const { deploymentId, bundle } = await definitions.get(lookBy(manager), definitionId)
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
  return false
}

/** A decision named by an expression, or asked for by a handler, may be any. */
function computesDecision({ nodes }: ProcessDefinition): boolean {
  return Object.values(nodes).some(
    (node) =>
      'work' in node &&
      (node.work.by === 'handler' || (node.work.by === 'decision' && 'expression' in node.work.decision)),
  )
}
