/**
 * Reads `multipart/form-data` with files: each file goes into the store as it comes, never as a whole into memory. A file
 * that is not taken is noted and spoils nothing: what was typed beside it is kept.
 */
import busboy from 'busboy'
import { HttpRefusal } from '../http-refusal.ts'
import { type BodySource, refuseEncoding, refuseLength, tooLarge } from '../middleware/read-bytes.ts'
import { isUnstorable } from '../safe-json.ts'
import type { FileFacts, FileProblem, FileStore } from './file-store.ts'
import { safeName } from './safe-name.ts'

/** One file of a form. */
export interface ReceivedFile {
  /** Name of the form's field. */
  readonly field: string
  readonly name: string
  readonly mediaType: string
  /** Bytes. */
  readonly size: number
  /** Of the file in the store; empty where there is a problem. */
  readonly id: string
  readonly problem?: FileProblem
}

export interface FieldLimits {
  readonly mostFields: number
  /** All names and values together. */
  readonly mostFieldBytes: number
}

export interface Parts {
  readonly fields: readonly (readonly [string, string])[]
  readonly files: readonly ReceivedFile[]
}

/** Names of fields and files, headers and separators of one part. */
const PART_BYTES = 4096
const NAME_BYTES = 500

/** @throws {HttpRefusal} 400 for what is no multipart or no UTF-8, 413, 415 */
export async function readParts(
  context: BodySource,
  store: FileStore,
  facts: Omit<FileFacts, 'name'>,
  limits: FieldLimits,
): Promise<Parts> {
  refuseEncoding(context)
  const { maxFileBytes, maxFilesPerPost } = store.settings
  // One file that is too large is told of in a sentence; several of them are not waited for.
  const whole = (maxFilesPerPost + 1) * (maxFileBytes + PART_BYTES) + limits.mostFieldBytes
  refuseLength(context, whole)
  const fields: [string, string][] = []
  const files: Promise<ReceivedFile>[] = []
  await new Promise<void>((resolve, reject) => {
    const parser = parserOf(context, limits)
    const stop = (error: unknown): void => {
      context.req.unpipe(parser)
      // Files that are still being written end with the parser.
      parser.destroy()
      reject(error)
    }
    let size = 0
    context.req.on('data', (piece: Buffer) => {
      size += piece.length
      if (size > whole) stop(tooLarge(context, whole))
    })
    let fieldBytes = 0
    parser.on('field', (name, value, { nameTruncated, valueTruncated }) => {
      fieldBytes += Buffer.byteLength(name) + Buffer.byteLength(value)
      if (nameTruncated || valueTruncated || fieldBytes > limits.mostFieldBytes)
        return stop(tooLarge(context, limits.mostFieldBytes))
      if (isUnstorable(name) || isUnstorable(value)) return stop(notText())
      fields.push([name, value])
    })
    parser.on('file', (field, stream, { filename, mimeType }) => {
      // It may break off before the store has begun to read; who reads it then is told.
      stream.on('error', () => undefined)
      // A browser sends an empty part for a field in which nothing was chosen.
      const name = filename ?? ''
      if (isUnstorable(field)) return stop(notText())
      if (files.length >= maxFilesPerPost) {
        stream.resume()
        if (files.length === maxFilesPerPost)
          files.push(Promise.resolve(notTaken(field, name, mimeType, 0, 'too-many')))
        return undefined
      }
      if (name === '') return void stream.resume()
      const taken = store.take(stream, { ...facts, name }).then((result): ReceivedFile => {
        if ('problem' in result) return notTaken(field, name, mimeType, result.size, result.problem)
        const { id, mediaType, size: bytes } = result.file
        return { field, name: result.file.name, mediaType, size: bytes, id }
      })
      taken.catch(stop)
      files.push(taken)
      return undefined
    })
    for (const limitEvent of ['fieldsLimit', 'partsLimit'] as const)
      parser.on(limitEvent, () => stop(tooLarge(context, limits.mostFieldBytes)))
    parser.on('error', (error) => stop(unreadable(error)))
    parser.on('close', resolve)
    context.req.on('aborted', () => stop(unreadable(new Error('the sender went away'))))
    context.req.pipe(parser)
  })
  return { fields, files: await Promise.all(files) }
}

function parserOf(context: BodySource, { mostFields, mostFieldBytes }: FieldLimits): busboy.Busboy {
  try {
    return busboy({
      headers: context.req.headers,
      // File names with Latvian letters come as UTF-8.
      defParamCharset: 'utf8',
      preservePath: true,
      limits: { fields: mostFields, fieldSize: mostFieldBytes, fieldNameSize: NAME_BYTES, parts: mostFields + 1000 },
    })
  } catch (cause) {
    throw unreadable(cause)
  }
}

function notTaken(field: string, name: string, mediaType: string, size: number, problem: FileProblem): ReceivedFile {
  return { field, name: safeName(name), mediaType, size, id: '', problem }
}

/** @returns a refusal of 400 */
export function notText(): HttpRefusal {
  return new HttpRefusal({
    status: 400,
    code: 'form-unreadable',
    detail: 'Expected text in UTF-8 without NUL characters, but a field has something else.',
  })
}

function unreadable(cause: unknown): HttpRefusal {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new HttpRefusal({
    status: 400,
    code: 'form-unreadable',
    detail: `Expected multipart/form-data, but ${why.slice(0, 200)}.`,
  })
}
