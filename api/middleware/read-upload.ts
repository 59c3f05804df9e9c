/**
 * Reads an upload: `multipart/form-data` with the files of a bundle. Becomes the same body as the JSON form, so that
 * one schema checks both. Fields: `name` (or `deployment-name`), `activate`, `holderId`; other fields that uploaders of
 * other engines send are left alone. Every file is one resource under its file name.
 */
import { isUtf8 } from 'node:buffer'
import busboy from 'busboy'
import type { Json } from '../../engine/model/json.ts'
import { HttpRefusal } from '../http-refusal.ts'
import { type BodySource, refuseEncoding, refuseLength, tooLarge } from './read-bytes.ts'
import { decode, isUnstorable } from '../safe-json.ts'

const MOST_FILES = 200
const MOST_FIELDS = 20
/** Anything else stays the text that it is, for the schema to refuse. */
const TRUTH: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
])

/** @throws {HttpRefusal} 400 for what is no multipart, 413, 415 */
export async function readUpload(context: BodySource, limit: number): Promise<Json> {
  refuseEncoding(context)
  refuseLength(context, limit)
  const fields = new Map<string, string>()
  const resources: { name: string; content: string }[] = []
  await new Promise<void>((resolve, reject) => {
    let parser: busboy.Busboy
    try {
      parser = busboy({
        headers: context.req.headers,
        // File names with Latvian letters come as UTF-8.
        defParamCharset: 'utf8',
        preservePath: true,
        limits: {
          files: MOST_FILES,
          fields: MOST_FIELDS,
          fieldSize: 10_000,
          fieldNameSize: 100,
          fileSize: limit,
          parts: MOST_FILES + MOST_FIELDS,
        },
      })
    } catch (cause) {
      reject(unreadable(cause))
      return
    }
    let size = 0
    const stop = (error: unknown): void => {
      context.req.unpipe(parser)
      reject(error)
    }
    context.req.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > limit) stop(tooLarge(context, limit))
    })
    parser.on('field', (name, value, { valueTruncated }) => {
      if (isUnstorable(value) || valueTruncated) stop(refused(`field "${name}"`))
      else fields.set(name, value)
    })
    parser.on('file', (_field, file, { filename }) => {
      const chunks: Buffer[] = []
      file.on('data', (chunk: Buffer) => chunks.push(chunk))
      file.on('error', (error) => stop(unreadable(error)))
      file.on('end', () => {
        try {
          resources.push({ name: filename ?? '', content: storable(Buffer.concat(chunks), filename ?? '') })
        } catch (error) {
          stop(error)
        }
      })
    })
    for (const limitEvent of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) {
      parser.on(limitEvent, () =>
        stop(
          new HttpRefusal({
            status: 413,
            code: 'too-many-parts',
            detail: `Expected at most ${MOST_FILES} files and ${MOST_FIELDS} fields, but there are more.`,
          }),
        ),
      )
    }
    parser.on('error', (error) => stop(unreadable(error)))
    parser.on('close', resolve)
    context.req.on('aborted', () => stop(unreadable(new Error('the sender went away'))))
    context.req.pipe(parser)
  })
  const name = fields.get('name') ?? fields.get('deployment-name')
  const holderId = fields.get('holderId')
  const activate = fields.get('activate')
  return {
    ...(name === undefined ? {} : { name }),
    ...(holderId === undefined || holderId === '' ? {} : { owner: { holderId } }),
    ...(activate === undefined ? {} : { activate: TRUTH.get(activate) ?? activate }),
    resources,
  }
}

/** @throws {HttpRefusal} 422 for a file that is no text, or one that our databases could not keep */
function storable(bytes: Buffer, filename: string): string {
  if (!isUtf8(bytes)) throw refused(`"${filename}"`)
  // A diagram is given back as it came, also with a byte order mark; elsewhere the mark would only be in the way.
  const content = filename.endsWith('.bpmn') ? bytes.toString('utf8') : decode(bytes)
  if (isUnstorable(content) || isUnstorable(filename)) throw refused(`"${filename}"`)
  return content
}

function refused(what: string): HttpRefusal {
  return new HttpRefusal({
    status: 422,
    code: 'file-refused',
    detail: `Expected text in UTF-8 without NUL characters, but ${what} is something else or too long.`,
  })
}

function unreadable(cause: unknown): HttpRefusal {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new HttpRefusal({
    status: 400,
    code: 'upload-unreadable',
    detail: `Expected multipart/form-data, but ${why.slice(0, 200)}.`,
  })
}
