/** A procedure or an instruction of the institution's own, attached to a process or to one of its steps. */
import { isObject, type Json } from '../../engine/model/json.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'

/** The register of them; every change of one is a version of its record. */
export const PROCESS_DOCUMENT = 'process-document'

/** What is known of a file that is attached. */
export interface AttachedFile {
  readonly id: string
  readonly name: string
  readonly mediaType: string
  /** Bytes. */
  readonly size: number
}

/** Where it stands: at the process as a whole, or at a step, which the diagram in force may have lost. */
export interface DocumentPlace {
  readonly elementId: string | null
  /** What the step was called when the document was attached to it. */
  readonly elementName: string | null
}

export interface ProcessDocument extends DocumentPlace {
  readonly id: string
  /** Of the record, to tell that somebody else was faster. */
  readonly version: number
  readonly processKey: string
  readonly title: string
  readonly language: 'lv' | 'en'
  /** As the institution calls it, e.g. `3.1`. */
  readonly edition: string
  /** First and last day, e.g. `2026-03-12`; null: until further notice. */
  readonly validFrom: string
  readonly validTo: string | null
  /** One of the two is there. */
  readonly file: AttachedFile | null
  readonly link: string | null
}

export function documentOf({ id, version, data }: RecordView): ProcessDocument {
  const { file, language } = data
  return {
    id,
    version,
    processKey: String(data['processKey']),
    elementId: textOf(data['elementId']),
    elementName: textOf(data['elementName']),
    title: String(data['title']),
    language: language === 'en' ? 'en' : 'lv',
    edition: String(data['edition']),
    validFrom: String(data['validFrom']),
    validTo: textOf(data['validTo']),
    file: isObject(file)
      ? {
          id: String(file['id']),
          name: String(file['name']),
          mediaType: textOf(file['mediaType']) ?? 'application/octet-stream',
          size: Number(file['size'] ?? 0),
        }
      : null,
    link: textOf(data['link']),
  }
}

/** Whether people work by it on a day. */
export function isValidOn({ validFrom, validTo }: ProcessDocument, day: string): boolean {
  return validFrom <= day && (validTo === null || day <= validTo)
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null
}
