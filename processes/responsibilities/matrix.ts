/**
 * The responsibility matrix of the method: which role answers (A) or answers jointly (L) for which of the 32 tasks. Typical
 * cells are data (`processes/responsibilities.json`); what an institution corrects are records of the register
 * `responsibility`, which take the place of the typical cell and keep their history.
 */
import type { RecordView } from '../../engine/records/record-unit.ts'
import type { Bilingual } from '../load-process-data.ts'

/** The register of an institution's corrections. */
export const RESPONSIBILITY = 'responsibility'

/** A: responsible (atbildīgs). L: co-responsible (līdzatbildīgs). */
export const LETTERS = ['A', 'L', 'none'] as const

/** One of `LETTERS`. */
export type Letter = (typeof LETTERS)[number]

/** `text`: the letter is in the source. `reconstructed`: it was lost there. `confirmed`: the institution has decided. */
export const CONFIDENCES = ['text', 'reconstructed', 'confirmed'] as const

/** One of `CONFIDENCES`. */
export type Confidence = (typeof CONFIDENCES)[number]

/** A task of service management. */
export interface ServiceTask {
  /** E.g. `PU2-8`. */
  readonly id: string
  readonly name: Bilingual
  /** The Latvian short name, where the method gives one. */
  readonly shortName?: string
  /** Codes of the schemes that realise it. */
  readonly realisedBy: readonly string[]
}

/** One of the ten roles of service management. */
export interface ServiceRole {
  readonly number: number
  readonly name: Bilingual
  readonly scale: string
  readonly level: string
  readonly carriedBy: Bilingual
}

/** The typical cells of one task. */
export interface TypicalRow {
  readonly task: string
  /** Role number → letter. */
  readonly cells: { readonly [role: string]: 'A' | 'L' }
  readonly confidence: 'text' | 'reconstructed'
  /** Roles whose letter was lost though others are in the text. */
  readonly reconstructed?: readonly number[]
  readonly source: string
  readonly note: Bilingual
}

/** A stage of the full scheme, or a level of management. */
export interface Stage {
  readonly name: Bilingual
  readonly participants: Bilingual
  readonly actions: Bilingual
  /** Groups of processes that belong to it. */
  readonly groups: readonly string[]
  readonly tasks: string
}

/** `processes/responsibilities.json`. */
export interface Responsibilities {
  readonly tasks: readonly ServiceTask[]
  readonly roles: readonly ServiceRole[]
  readonly matrix: readonly TypicalRow[]
  /** Documents that cells come from, by code. */
  readonly sources: { readonly [code: string]: Bilingual }
  /** Processes that one person of a dedicated unit may well manage together. */
  readonly recommendedGroups: readonly (readonly string[])[]
  /** Processes in no group: for the overall process manager. */
  readonly overallProcesses: readonly string[]
  /** Role of the overall process manager; one person holds it. */
  readonly overallRole: string
  /** Roles that let somebody act as a process manager. */
  readonly managerRoles: readonly string[]
  /** Roles for all services and all resources; one person holds each. */
  readonly portfolioRoles: readonly string[]
  /** Roles that a service's manager holds for that service. */
  readonly serviceRoles: readonly string[]
  readonly stages: readonly Stage[]
  readonly levels: readonly { readonly name: Bilingual; readonly stages: Bilingual; readonly tasks: string }[]
}

/** One cell as it holds for an institution. */
export interface Cell {
  readonly task: string
  readonly role: number
  readonly letter: Letter
  readonly confidence: Confidence
  readonly source: string
  readonly note: Bilingual | string | null
  /** The institution's correction; null where the typical cell holds. */
  readonly record: { readonly id: string; readonly version: number } | null
}

/** @returns every cell, task by task and role by role */
export function matrixOf(
  { tasks, roles, matrix }: Pick<Responsibilities, 'tasks' | 'roles' | 'matrix'>,
  corrections: readonly RecordView[],
): readonly Cell[] {
  const typical = new Map(matrix.map((row) => [row.task, row]))
  const corrected = new Map(
    corrections.map((record) => [`${String(record.data['task'])} ${String(record.data['role'])}`, record]),
  )
  return tasks.flatMap(({ id }) =>
    roles.map(({ number }) => {
      const record = corrected.get(`${id} ${number}`)
      return record ? correctedCell(id, number, record) : typicalCell(id, number, typical.get(id))
    }),
  )
}

/** @returns the cell that the method gives */
export function typicalCell(task: string, role: number, row: TypicalRow | undefined): Cell {
  const lost = row?.reconstructed?.includes(role) ?? false
  return {
    task,
    role,
    letter: row?.cells[String(role)] ?? 'none',
    confidence: lost ? 'reconstructed' : (row?.confidence ?? 'reconstructed'),
    source: row?.source ?? '',
    note: row?.note ?? null,
    record: null,
  }
}

function correctedCell(task: string, role: number, { id, version, data }: RecordView): Cell {
  const { letter, confidence, source, note } = data
  return {
    task,
    role,
    letter: LETTERS.find((one) => one === letter) ?? 'none',
    confidence: CONFIDENCES.find((one) => one === confidence) ?? 'confirmed',
    source: typeof source === 'string' ? source : '',
    note: typeof note === 'string' ? note : null,
    record: { id, version },
  }
}
