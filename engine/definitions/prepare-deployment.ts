/**
 * Everything about a deployment that needs no transaction: the files are read (diagrams in a thread of their own), what
 * is missing is taken over from the definitions in force, and every problem is found at once. What comes out is either
 * ready to be stored as it is, or a list of problems.
 */
import { type BundleContext, checkAgainstBundle } from '../bpmn/checks/check-against-bundle.ts'
import type { BpmnReader } from '../bpmn/read-bpmn.ts'
import type { CompiledProcess } from '../bpmn/bpmn-reading.ts'
import { readDecisions } from '../decisions/read-decisions.ts'
import { checkIntegrity, findingsOfChange } from '../integrity/check-integrity.ts'
import { landscapeOf, landscapeWith } from '../integrity/landscape-of.ts'
import type { Owner, ResourceFile } from '../model/deployment.ts'
import type { Problem } from '../model/errors.ts'
import type { ProcessDefinition } from '../model/process-definition.ts'
import type { EnvironmentProvider, FormChecker, HandlerRegistry } from '../ports.ts'
import { lookBy } from '../store/session.ts'
import type { Store } from '../store/store.ts'
import { type BundleFile, kindOf, sha256 } from './bundle-files.ts'
import type { DefinitionCatalog } from './definition-catalog.ts'
import { definitionChecksum } from './definition-checksum.ts'
import { readMessages } from './read-messages.ts'
import { takeOver, takeOverDiagrams } from './take-over.ts'

/** One process of the bundle, compiled. */
export interface PreparedDefinition {
  readonly definition: ProcessDefinition
  readonly resourceName: string
  readonly checksum: string
  /** Its diagram was not uploaded: it changes only because of a form, decision or contract. */
  readonly diagramTakenOver: boolean
}

/** A bundle, read and judged. */
export interface PreparedDeployment {
  readonly files: readonly BundleFile[]
  readonly definitions: readonly PreparedDefinition[]
  /** Errors and warnings; with an error nothing may be stored. */
  readonly problems: readonly Problem[]
}

/** What reading and judging a bundle needs. */
export interface PreparationPorts {
  readonly store: Store
  readonly definitions: DefinitionCatalog
  readonly reader: BpmnReader
  readonly forms: FormChecker
  readonly checksForms: boolean
  readonly handlers: HandlerRegistry
  readonly environment: EnvironmentProvider
  /** How many people hold each role of an institution; null where nobody knows. */
  readonly rolesHeld: (institutionId: string) => Promise<ReadonlyMap<string, number> | null>
}

const MOST_FILES = 500
const LONGEST_NAME = 200

/** Reads and judges a bundle for `owner`; stores nothing. */
export async function prepareDeployment(
  ports: PreparationPorts,
  owner: Owner,
  resources: readonly ResourceFile[],
): Promise<PreparedDeployment> {
  const problems: Problem[] = []
  const uploaded: BundleFile[] = []
  for (const resource of namedOnce(resources, problems)) {
    const file = await readFile(ports, resource, problems)
    if (file) uploaded.push(file)
  }

  const diagrams = uploaded.some(({ kind }) => kind === 'bpmn') ? [] : await takeOverDiagrams(ports, owner, uploaded)
  const withDiagrams = [...uploaded, ...diagrams]
  const compiled: CompiledProcess[] = []
  for (const { name, kind, content } of withDiagrams) {
    if (kind !== 'bpmn') continue
    const reading = await ports.reader.read(name, content)
    problems.push(...reading.problems)
    compiled.push(...reading.processes)
  }
  if (compiled.length === 0 && !hasErrors(problems))
    problems.push(
      problem(
        '',
        'no-process',
        'Expected at least one diagram, or a file that a definition in force uses, but there is none.',
      ),
    )
  const files = [...withDiagrams, ...(await takeOver(ports, owner, withDiagrams, compiled))]
  problems.push(...doubles(files, compiled))
  const context = await bundleContext(ports, owner, files, compiled)
  for (const process of compiled) problems.push(...checkAgainstBundle(process, context))

  const takenOver = new Set(diagrams.map((diagram) => diagram.name))
  const definitions = compiled.map((process) => ({
    definition: process.definition,
    resourceName: process.resource,
    checksum: definitionChecksum(process, files),
    diagramTakenOver: takenOver.has(process.resource),
  }))
  if (!hasErrors(problems)) problems.push(...(await integrityProblems(ports, owner, files, definitions)))
  return { files, definitions, problems }
}

/** What would no longer fit between the schemes, were these in force: at theirs, or at another that relied on them. */
async function integrityProblems(
  ports: PreparationPorts,
  owner: Owner,
  files: readonly BundleFile[],
  prepared: readonly PreparedDefinition[],
): Promise<Problem[]> {
  const contracts = files.flatMap((file) => (file.kind === 'messages' ? file.contracts : []))
  const added = { definitions: prepared.map(({ definition }) => definition), contracts }
  const roles = owner.institutionId === '' ? null : await ports.rolesHeld(owner.institutionId)
  const [before, after] = await ports.store.read(async (manager) => {
    const look = lookBy(manager)
    const landscape = await landscapeOf(ports.definitions, look, owner, roles)
    return [landscape, await landscapeWith(ports.definitions, look, owner, landscape, added)]
  })
  const resources = new Map(prepared.map(({ definition, resourceName }) => [definition.processKey, resourceName]))
  const findings = findingsOfChange(checkIntegrity(before), checkIntegrity(after), new Set(resources.keys()))
  return findings.map(({ severity, code, processKey, elementId, message }) => {
    const resource = resources.get(processKey) ?? `${processKey}.bpmn`
    return { severity, resource, elementId, line: null, code, message }
  })
}

/** What the diagrams may refer to: the files of the bundle, what is in force beside it, and the engine's own. */
async function bundleContext(
  { store, definitions, handlers, environment }: PreparationPorts,
  owner: Owner,
  files: readonly BundleFile[],
  compiled: readonly CompiledProcess[],
): Promise<BundleContext> {
  const inForce = await store.read((manager) =>
    definitions.inForce(lookBy(manager), owner.institutionId, owner.holderId),
  )
  const hasContracts = files.some(({ kind }) => kind === 'messages')
  const messages = files.flatMap((file) => (file.kind === 'messages' ? file.contracts.map(({ name }) => name) : []))
  return {
    forms: new Set(files.flatMap((file) => (file.kind === 'form' ? file.formId : []))),
    decisions: new Set(files.flatMap((file) => (file.kind === 'decision' ? file.decisions.map(({ id }) => id) : []))),
    handlers: new Set(handlers.names()),
    messages: hasContracts ? new Set(messages) : null,
    functionNames: Object.keys(environment.functionNames),
    processKeys: new Set([...inForce.keys(), ...compiled.map(({ definition }) => definition.processKey)]),
  }
}

/** Whether any of the problems keeps the bundle from being deployed. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error')
}

function problem(resource: string, code: string, message: string, line: number | null = null): Problem {
  return { severity: 'error', resource, elementId: null, line, code, message }
}

function namedOnce(resources: readonly ResourceFile[], problems: Problem[]): ResourceFile[] {
  if (resources.length > MOST_FILES) {
    problems.push(
      problem(
        '',
        'too-many-files',
        `Expected at most ${MOST_FILES} files in one deployment, but there are ${resources.length}.`,
      ),
    )
    return []
  }
  const seen = new Set<string>()
  return resources.filter(({ name }) => {
    const wrong =
      name === '' || name.length > LONGEST_NAME || /\p{C}/u.test(name)
        ? problem(
            name.slice(0, LONGEST_NAME),
            'bad-file-name',
            `Expected a file name of 1 to ${LONGEST_NAME} printable characters.`,
          )
        : seen.has(name)
          ? problem(name, 'duplicate-file', `Expected each file once, but "${name}" is there twice.`)
          : null
    if (wrong) problems.push(wrong)
    seen.add(name)
    return wrong === null
  })
}

async function readFile(
  ports: PreparationPorts,
  { name, content }: ResourceFile,
  problems: Problem[],
): Promise<BundleFile | null> {
  const kind = kindOf(name)
  const file = { name, content, checksum: sha256(content), takenOver: false }
  switch (kind) {
    case null:
      problems.push(
        problem(
          name,
          'unknown-file',
          `Expected .bpmn, .form.json, .dmn or messages.json, but "${name}" is none of them.`,
        ),
      )
      return null
    case 'bpmn':
      return { ...file, kind }
    case 'form': {
      const inspection = ports.forms.inspect(name, content)
      problems.push(...inspection.problems.map(({ code, message, line }) => problem(name, code, message, line)))
      return inspection.formId === null ? null : { ...file, kind, formId: inspection.formId }
    }
    case 'decision': {
      const reading = await readDecisions(name, content, Object.keys(ports.environment.functionNames))
      problems.push(...reading.problems)
      return { ...file, kind, decisions: reading.decisions }
    }
    case 'messages': {
      const reading = readMessages(name, content, ports.forms)
      problems.push(...reading.problems)
      return { ...file, kind, contracts: reading.contracts }
    }
  }
}

/** Two things of one name in one bundle: nobody could tell which is meant. */
function doubles(files: readonly BundleFile[], compiled: readonly CompiledProcess[]): Problem[] {
  const named: { what: string; id: string; resource: string }[] = []
  for (const file of files) {
    if (file.kind === 'form') named.push({ what: 'form', id: file.formId, resource: file.name })
    if (file.kind === 'decision')
      for (const { id } of file.decisions) named.push({ what: 'decision', id, resource: file.name })
    if (file.kind === 'messages')
      for (const { name } of file.contracts) named.push({ what: 'message', id: name, resource: file.name })
  }
  for (const { definition, resource } of compiled) named.push({ what: 'process', id: definition.processKey, resource })
  const first = new Map<string, string>()
  return named.flatMap(({ what, id, resource }) => {
    const earlier = first.get(`${what} ${id}`)
    if (earlier === undefined) {
      first.set(`${what} ${id}`, resource)
      return []
    }
    return problem(
      resource,
      `duplicate-${what}`,
      `Expected ${what} "${id}" once in the bundle, but it is also in "${earlier}".`,
    )
  })
}
