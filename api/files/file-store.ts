/**
 * Files that people bring: taken in as they come, judged by their bytes, kept once for each content. A file that belongs
 * to nothing is removed after its time; one that belongs to a case stays as long as the case.
 */
import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import { In, LessThan } from 'typeorm'
import { Conflict, NotFound } from '../../engine/model/errors.ts'
import type { Instant } from '../../engine/model/json.ts'
import type { Clock, Log } from '../../engine/ports.ts'
import type { Doors } from '../identity/doors.ts'
import { ByteFolder, type Incoming } from './byte-folder.ts'
import { fileContextOf, isOfProcessDocument } from './file-context.ts'
import type { FileKind, FileKinds } from './kinds.ts'
import { safeName } from './safe-name.ts'
import type { Scan } from './scan.ts'
import { StoredFile, type FileRow } from './tables.ts'

export interface FilePorts {
  readonly store: Doors
  readonly clock: Clock
  readonly log: Log
  readonly kinds: FileKinds
  readonly scan: Scan
}

export interface FileSettings {
  /** Absolute. */
  readonly filesPath: string
  readonly maxFileBytes: number
  readonly maxFilesPerPost: number
  readonly looseFileDays: number
}

export interface FileView {
  readonly id: string
  readonly institutionId: string
  readonly sha256: string
  readonly name: string
  readonly mediaType: string
  readonly size: number
  readonly uploadedBy: string
  readonly uploadedAt: Instant
  readonly context: string | null
  readonly processInstanceId: string | null
}

/** Why a file was not taken. */
export type FileProblem = 'too-large' | 'wrong-kind' | 'infected' | 'not-scanned' | 'too-many'

/** What came of one file. */
export type Taken =
  { readonly file: FileView } | { readonly problem: FileProblem; readonly name: string; readonly size: number }

export interface FileFacts {
  readonly institutionId: string
  /** As the sender calls it. */
  readonly name: string
  readonly uploadedBy: string
  /** What it is brought for, e.g. `task:<id>`. */
  readonly context?: string | null
  /** Which kinds are taken here, in place of those of `processes/file-kinds.json`. */
  readonly kinds?: FileKinds
}

export class FileStore {
  readonly settings: FileSettings
  readonly kinds: FileKinds
  private readonly ports: FilePorts
  private readonly bytes: ByteFolder

  constructor(ports: FilePorts, settings: FileSettings) {
    this.ports = ports
    this.settings = settings
    this.kinds = ports.kinds
    this.bytes = new ByteFolder(settings.filesPath)
  }

  /** Reads the stream to its end, whatever is wrong with it. @throws when it breaks off, or cannot be stored */
  async take(stream: Readable, facts: FileFacts): Promise<Taken> {
    const name = safeName(facts.name)
    const incoming = await this.bytes.receive(stream, this.settings.maxFileBytes)
    try {
      const kind = await this.judge(incoming, name, facts.kinds ?? this.kinds)
      if (typeof kind === 'string') {
        this.ports.log.warn({ by: facts.uploadedBy, size: incoming.size, problem: kind }, 'file refused')
        return { problem: kind, name, size: incoming.size }
      }
      await this.bytes.keep(incoming)
      return { file: await this.enter(incoming, { ...facts, name }, kind) }
    } finally {
      await this.bytes.drop(incoming)
    }
  }

  /** @throws {NotFound} */
  async get(institutionId: string, id: string): Promise<FileView> {
    const row = await this.ports.store.read((manager) => manager.findOneBy(StoredFile, { institutionId, id }))
    if (!row) throw new NotFound('file', id)
    return viewOf(row)
  }

  /** Those of the ids that there are, in the order of the ids. */
  async list(institutionId: string, ids: readonly string[]): Promise<readonly FileView[]> {
    if (ids.length === 0) return []
    const rows = await this.ports.store.read((manager) =>
      manager.findBy(StoredFile, { institutionId, id: In([...ids]) }),
    )
    return ids.flatMap((id) => rows.filter((row) => row.id === id).map(viewOf))
  }

  /** All of a case, the oldest first. */
  async listOfCase(institutionId: string, processInstanceId: string): Promise<readonly FileView[]> {
    const rows = await this.ports.store.read((manager) =>
      manager.find(StoredFile, {
        where: { institutionId, processInstanceId },
        order: { uploadedAt: 'ASC', id: 'ASC' },
      }),
    )
    return rows.map(viewOf)
  }

  /** The bytes, as they are read. @throws {Conflict} `file-missing` when the folder does not have them */
  async read({ id, sha256 }: Pick<FileView, 'id' | 'sha256'>): Promise<Readable> {
    const handle = await this.bytes.open(sha256)
    if (!handle) {
      this.ports.log.error({ fileId: id, sha256 }, 'bytes of a file are missing')
      throw new Conflict('file-missing', `Expected the bytes of file "${id}", but the folder of files has them not.`)
    }
    return handle.createReadStream()
  }

  /**
   * From now on they belong to the case, and stay. Once more for the same case changes nothing.
   *
   * @param input `by` is who brought them; `context` e.g. `task:<id>` says again what they were brought for
   * @returns those that did not belong to it before
   * @throws {NotFound} for a file of somebody else, or of another case: all or none
   */
  async attach(input: {
    readonly institutionId: string
    readonly ids: readonly string[]
    readonly by: string
    readonly processInstanceId: string
    readonly context?: string
  }): Promise<readonly string[]> {
    const { by, processInstanceId, context } = input
    const attached: string[] = []
    await this.change(input, (row) => {
      const mayBeAttached =
        row.processInstanceId === processInstanceId || (row.keepUntil !== null && row.uploadedBy === by)
      if (!mayBeAttached) throw new NotFound('file', row.id)
      if (row.processInstanceId === null) attached.push(row.id)
      return { processInstanceId, keepUntil: null, ...(context === undefined ? {} : { context }) }
    })
    return attached
  }

  /** They belong to nothing again, as before `attach`; what is of somebody else, or elsewhere, stays as it is. */
  async release(input: {
    readonly institutionId: string
    readonly ids: readonly string[]
    readonly by: string
    readonly processInstanceId: string
  }): Promise<void> {
    const { by, processInstanceId } = input
    const keepUntil = this.looseUntil()
    await this.change(input, (row) =>
      row.processInstanceId === processInstanceId && row.uploadedBy === by
        ? { processInstanceId: null, keepUntil }
        : {},
    )
  }

  /**
   * From now on it belongs to a document of a process, and stays. One that belongs to such a document already may be named
   * again, by another document, too.
   *
   * @param input `by` is who brought it
   * @returns `wasLoose`: whether it belonged to nothing before
   * @throws {NotFound} for a file of somebody else, and one that belongs to a case
   */
  async keepForDocument(input: {
    readonly institutionId: string
    readonly id: string
    readonly by: string
    readonly documentId: string
  }): Promise<{ readonly file: FileView; readonly wasLoose: boolean }> {
    const { institutionId, id, by, documentId } = input
    let wasLoose = false
    await this.change({ institutionId, ids: [id] }, (row) => {
      wasLoose = row.keepUntil !== null
      if (row.uploadedBy !== by || (!wasLoose && !isOfProcessDocument(row))) throw new NotFound('file', id)
      return wasLoose ? { context: fileContextOf(documentId), keepUntil: null } : {}
    })
    return { file: await this.get(institutionId, id), wasLoose }
  }

  /** It belongs to nothing again, as before `keepForDocument`; what belongs to something else stays as it is. */
  async letGoOfDocument(input: {
    readonly institutionId: string
    readonly id: string
    readonly documentId: string
  }): Promise<void> {
    const { institutionId, id, documentId } = input
    const keepUntil = this.looseUntil()
    await this.change({ institutionId, ids: [id] }, (row) =>
      row.context === fileContextOf(documentId) ? { context: null, keepUntil } : {},
    )
  }

  /**
   * Files of a draft stay as long as the draft.
   *
   * @throws {NotFound} for a file of somebody else: all or none
   */
  async keepUntil(input: {
    readonly institutionId: string
    readonly ids: readonly string[]
    readonly by: string
    readonly until: Instant
  }): Promise<void> {
    await this.change(input, (row) => {
      if (row.uploadedBy !== input.by) throw new NotFound('file', row.id)
      return row.keepUntil !== null && row.keepUntil < input.until ? { keepUntil: input.until } : {}
    })
  }

  /** @returns how many that belong to nothing were removed because their time is over; as many as the limit: there may be more */
  async removeLoose(limit: number): Promise<number> {
    const now = this.ports.clock.now()
    const gone = await this.ports.store.write(async (manager) => {
      const where = { keepUntil: LessThan(now.toISOString()) }
      const rows = await manager.find(StoredFile, { where, order: { keepUntil: 'ASC' }, take: limit })
      // Not the row that somebody has attached a moment ago.
      if (rows.length > 0) await manager.delete(StoredFile, { id: In(rows.map(({ id }) => id)), ...where })
      return rows
    })
    for (const sha256 of new Set(gone.map((row) => row.sha256))) {
      const isUsed = await this.ports.store.read((manager) => manager.existsBy(StoredFile, { sha256 }))
      if (!isUsed) await this.bytes.remove(sha256, now)
    }
    return gone.length
  }

  /** @returns how many were removed that began to come and never ended */
  async removeUnfinished(limit: number): Promise<number> {
    return this.bytes.removeUnfinished(this.ports.clock.now(), limit)
  }

  private async judge(incoming: Incoming, name: string, kinds: FileKinds): Promise<FileKind | FileProblem> {
    if (incoming.isTooLarge) return 'too-large'
    const kind = kinds.kindOf(name, incoming.head)
    if (!kind) return 'wrong-kind'
    const finding = await this.ports.scan(incoming.path)
    return finding === 'clean' ? kind : finding
  }

  private async enter({ sha256, size }: Incoming, facts: FileFacts, { mediaType }: FileKind): Promise<FileView> {
    const { institutionId, name, uploadedBy, context = null } = facts
    const row: FileRow = {
      id: randomUUID(),
      institutionId,
      sha256,
      name,
      mediaType,
      size,
      uploadedBy,
      uploadedAt: this.ports.clock.now().toISOString(),
      context,
      processInstanceId: null,
      keepUntil: this.looseUntil(),
    }
    await this.ports.store.write((manager) => manager.insert(StoredFile, row))
    return viewOf(row)
  }

  /** How long from now what belongs to nothing is kept. */
  private looseUntil(): Instant {
    return new Date(this.ports.clock.now().getTime() + this.settings.looseFileDays * 86_400_000).toISOString()
  }

  private async change(
    { institutionId, ids }: { readonly institutionId: string; readonly ids: readonly string[] },
    toWhat: (row: FileRow) => Partial<FileRow>,
  ): Promise<void> {
    if (ids.length === 0) return
    await this.ports.store.write(async (manager) => {
      for (const id of new Set(ids)) {
        const row = await manager.findOneBy(StoredFile, { institutionId, id })
        if (!row) throw new NotFound('file', id)
        const patch = toWhat(row)
        if (Object.keys(patch).length > 0) await manager.update(StoredFile, { institutionId, id }, patch)
      }
    })
  }
}

function viewOf(row: FileRow): FileView {
  const { id, institutionId, sha256, name, mediaType, size, uploadedBy, uploadedAt, context, processInstanceId } = row
  return { id, institutionId, sha256, name, mediaType, size, uploadedBy, uploadedAt, context, processInstanceId }
}
