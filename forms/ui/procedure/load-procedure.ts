/** Everything that a procedure document says, read from the version in force or the one that is asked for. */
import type { ProcessDocument } from '../../../api/process-documents/process-document.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import type { OutlineElement } from '../../../engine/model/definition-outline.ts'
import { allRecords } from '../../../processes/all-records.ts'
import { settingsFor } from '../../../processes/maturity/maturity.ts'
import { documentsOfToday } from '../documents/load-documents.ts'
import { inForceSince } from '../owner/in-force.ts'
import { loadProcess, type LoadedProcess } from '../owner/load-process.ts'
import type { FormFile } from '../../check/form-file.ts'
import type { PageCall } from '../shared/page.ts'
import { formFileOf, vocabularyOf, type Vocabulary } from './vocabulary.ts'

/** A message of the process, with the processes at the other end. */
export interface Exchange {
  readonly name: string
  readonly sends: boolean
  /** Names of the processes; empty where it goes or comes from elsewhere. */
  readonly others: readonly string[]
}

export interface Procedure {
  readonly loaded: LoadedProcess
  readonly since: string | null
  readonly forms: ReadonlyMap<string, FormFile>
  readonly vocabulary: Vocabulary
  readonly exchanges: readonly Exchange[]
  readonly indicators: readonly RecordView[]
  /** Procedures and instructions that the institution has attached, valid today. */
  readonly documents: readonly ProcessDocument[]
  /** Names of who holds the role of the overall process manager. */
  readonly overall: readonly string[]
}

const WAITS = new Set<OutlineElement['kind']>([
  'start-event',
  'receive-task',
  'intermediate-catch-event',
  'boundary-event',
])

/** @throws NotFound for a process or version that the institution does not know */
export async function loadProcedure(call: PageCall): Promise<Procedure> {
  const { ports, institutionId, language } = call
  const { engine, data, names, identity } = ports
  const loaded = await loadProcess(call)
  const { shown, processKey, outline } = loaded
  const [contents, settings, inForce, indicators, documents, { items: overall }] = await Promise.all([
    engine.getDefinitionForms({ institutionId, definitionId: shown.id }),
    settingsFor({ engine, defaultSettings: data.defaultSettings }, institutionId),
    engine.listInForce({ institutionId, holderId: '' }),
    indicatorsOf(call, processKey),
    documentsOfToday(call, processKey),
    identity.people.list({ institutionId, role: data.responsibilities.overallRole, state: 'active', limit: 20 }),
  ])
  const forms = new Map(
    Object.entries(contents).flatMap(([key, content]) => {
      const file = formFileOf(content)
      return file === null ? [] : [[key, file]]
    }),
  )
  const others = await Promise.all(
    inForce
      .filter(({ definition }) => definition.processKey !== processKey)
      .map(({ definition }) => names.outline(institutionId, definition.id)),
  )
  const exchanges = [
    ...new Set(outline.elements.flatMap(({ kind, messages }) => messages.map((name) => `${!WAITS.has(kind)} ${name}`))),
  ]
    .map((key): Exchange => {
      const sends = key.startsWith('true ')
      const name = key.slice(key.indexOf(' ') + 1)
      const atOtherEnd = others.filter(({ elements }) =>
        elements.some((element) => element.messages.includes(name) && WAITS.has(element.kind) === sends),
      )
      return {
        name,
        sends,
        others: atOtherEnd.map((other) => (language === 'en' ? other.nameEn : null) ?? other.name).sort(),
      }
    })
    .sort((a, b) => Number(a.sends) - Number(b.sends) || a.name.localeCompare(b.name))
  return {
    loaded,
    since: loaded.inForce?.id === shown.id ? await inForceSince(call, shown) : null,
    forms,
    vocabulary: vocabularyOf(language, [...forms.values()], data.settings, settings),
    exchanges,
    indicators,
    documents,
    overall: overall.map(({ name }) => name),
  }
}

/** None where the installation has no register of indicators. */
function indicatorsOf({ ports, institutionId }: PageCall, processKey: string): Promise<readonly RecordView[]> {
  return allRecords(ports.engine, { institutionId, register: 'indicator', where: { processKey, active: true } })
}
