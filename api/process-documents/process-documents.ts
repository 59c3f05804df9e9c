/**
 * The institution's own procedures and instructions at its processes. A document belongs to a process by key and to a step by
 * the id of its element, not to a version of the diagram: it stays where it is when another version comes in force. Where that
 * version has lost the step, the document waits for its owner to move or remove it.
 */
import { randomUUID } from 'node:crypto'
import type { Answer, Engine, Told } from '../../engine/engine.ts'
import type { DefinitionOutline } from '../../engine/model/definition-outline.ts'
import { Conflict, NoActiveDefinition, NotFound, refusedValue } from '../../engine/model/errors.ts'
import type { Variables } from '../../engine/model/json.ts'
import { fileFacts } from '../files/form-files.ts'
import type { FileStore } from '../files/file-store.ts'
import { documentOf, PROCESS_DOCUMENT, type DocumentPlace, type ProcessDocument } from './process-document.ts'

/** What its owner says of a document. */
export interface DocumentContent {
  readonly title: string
  readonly language: 'lv' | 'en'
  readonly edition: string
  readonly validFrom: string
  /** Null: until further notice. */
  readonly validTo: string | null
  /** Null: the process as a whole. */
  readonly elementId: string | null
  /** A file that whoever attaches it has brought and that belongs to nothing yet. */
  readonly fileId?: string | undefined
  /** In place of a file. */
  readonly link?: string | undefined
}

/** More than any process has; the list is never paged. */
const MOST_DOCUMENTS = 200

export class ProcessDocuments {
  private readonly engine: Engine
  private readonly files: FileStore

  constructor(engine: Engine, files: FileStore) {
    this.engine = engine
    this.files = files
  }

  /** All of a process that were not removed, by title: also those of steps that are no longer there. */
  async list(institutionId: string, processKey: string): Promise<readonly ProcessDocument[]> {
    const { items } = await this.engine.listRecords({
      institutionId,
      register: PROCESS_DOCUMENT,
      where: { processKey },
      status: ['active'],
      limit: MOST_DOCUMENTS,
    })
    return items.map(documentOf).toSorted((one, other) => one.title.localeCompare(other.title, 'lv'))
  }

  /** @throws {NotFound} also for a document of another process, and one that was removed */
  async get(institutionId: string, processKey: string, id: string): Promise<ProcessDocument> {
    const record = await this.engine.getRecord({ institutionId, register: PROCESS_DOCUMENT, id })
    const document = documentOf(record)
    if (document.processKey !== processKey || record.status !== 'active') throw new NotFound('document', id)
    return document
  }

  /** The diagram by which new cases go or, where none is in force yet, the newest. @throws {NotFound} */
  async outline(institutionId: string, processKey: string): Promise<DefinitionOutline> {
    const definitionId = await this.definitionIdOf(institutionId, processKey)
    return this.engine.getDefinitionOutline({ institutionId, definitionId })
  }

  /**
   * @throws {NotFound} where there is no such process, or the file is not theirs to attach
   * @throws {DataRejected} with the fields that are wrong
   * @throws {Conflict} `too-many-documents`
   */
  async attach(told: Told, processKey: string, content: DocumentContent): Answer<ProcessDocument> {
    const { institutionId } = told.by
    const place = await this.placeOf(institutionId, processKey, content.elementId)
    if ((await this.list(institutionId, processKey)).length >= MOST_DOCUMENTS)
      throw new Conflict(
        'too-many-documents',
        `Expected fewer than ${MOST_DOCUMENTS} documents at process "${processKey}", but there are as many. Remove some first.`,
        { processKey },
      )
    const id = randomUUID()
    return this.withFile(told, id, content, async (source) => {
      const data = withoutNulls({ processKey, ...described(content), ...place, ...source })
      const input = { ...told, register: PROCESS_DOCUMENT, id, data, status: 'active' }
      return this.engine.createRecord(input)
    })
  }

  /**
   * A new edition, other words, another step. Without a file or link it keeps those that it has.
   *
   * @param expectedVersion of the document that was looked at
   * @throws {NotFound}, {DataRejected}, {Conflict} `record-changed` as in `attach`
   */
  async change(
    told: Told,
    document: Pick<ProcessDocument, 'id' | 'processKey' | keyof DocumentPlace>,
    content: DocumentContent,
    expectedVersion?: number,
  ): Answer<ProcessDocument> {
    const { id, processKey } = document
    // A step that is no longer there is where it was, until the owner says otherwise.
    const place =
      content.elementId === document.elementId
        ? { elementId: document.elementId, elementName: document.elementName }
        : await this.placeOf(told.by.institutionId, processKey, content.elementId)
    return this.withFile(told, id, content, (source) =>
      this.engine.updateRecord({
        ...told,
        register: PROCESS_DOCUMENT,
        id,
        patch: { ...described(content), ...place, ...source },
        ...(expectedVersion === undefined ? {} : { expectedVersion }),
      }),
    )
  }

  /** It is shown nowhere any more; the register keeps it with its editions, and their files. */
  async remove(told: Told, { id }: Pick<ProcessDocument, 'id'>): Answer<ProcessDocument> {
    const input = { ...told, register: PROCESS_DOCUMENT, id, patch: {}, status: 'retired' }
    return answerOf(await this.engine.updateRecord(input))
  }

  private async definitionIdOf(institutionId: string, processKey: string): Promise<string> {
    try {
      return (await this.engine.getActiveDefinition({ institutionId, processKey })).id
    } catch (error) {
      if (!(error instanceof NoActiveDefinition)) throw error
      const { items } = await this.engine.listDefinitions({ institutionId, processKey, limit: 1 })
      if (items[0]) return items[0].id
      throw new NotFound('process', processKey)
    }
  }

  private async placeOf(institutionId: string, processKey: string, elementId: string | null): Promise<DocumentPlace> {
    const { elements } = await this.outline(institutionId, processKey)
    if (elementId === null) return { elementId, elementName: null }
    const element = elements.find(({ id }) => id === elementId)
    if (element) return { elementId, elementName: element.name ?? elementId }
    throw refusedValue(
      '/elementId',
      'unknown-element',
      `Expected an element of process "${processKey}", but its diagram has no "${elementId}". Leave it out for the process as a whole.`,
    )
  }

  /** The file belongs to the document before it is named there: when we are stopped in between, nothing is lost. */
  private async withFile(
    { by }: Told,
    documentId: string,
    { fileId, link }: DocumentContent,
    write: (source: Variables) => ReturnType<Engine['createRecord']>,
  ): Answer<ProcessDocument> {
    if (fileId === undefined) return answerOf(await write(link === undefined ? {} : { link, file: null }))
    const owned = { institutionId: by.institutionId, id: fileId, documentId }
    const { file, wasLoose } = await this.files.keepForDocument({ ...owned, by: by.id })
    // What an edition has named already stays, whatever becomes of this command.
    const letGo = async (): Promise<void> => (wasLoose ? this.files.letGoOfDocument(owned) : undefined)
    let record: Awaited<ReturnType<typeof write>>
    try {
      record = await write({ file: { ...fileFacts(file) }, link: null })
    } catch (error) {
      await letGo()
      throw error
    }
    const answer = answerOf(record)
    // The same command sent twice: the first has its own copy of the file.
    if (answer.file?.id !== fileId) await letGo()
    return answer
  }
}

function described({ title, language, edition, validFrom, validTo }: DocumentContent) {
  return { title, language, edition, validFrom, validTo }
}

function withoutNulls(data: Variables): Variables {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null))
}

function answerOf({ replayed, ...record }: Awaited<ReturnType<Engine['createRecord']>>): ProcessDocument & {
  readonly replayed?: boolean
} {
  return { ...documentOf(record), ...(replayed === undefined ? {} : { replayed }) }
}
