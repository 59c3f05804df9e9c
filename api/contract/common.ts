/**
 * What every schema of the contract is made of. One object is the TypeScript type, the check of ajv and the text of the
 * OpenAPI document; a schema with a title becomes a component there.
 */
import { Type, type Static, type TProperties, type TSchema } from 'typebox'
import type { Json, Variables as EngineVariables } from '../../engine/model/json.ts'

/** An object of these members and no others. */
export function object<P extends TProperties>(
  properties: P,
  options: { readonly title?: string; readonly description?: string } = {},
) {
  return Type.Object(properties, { ...options, additionalProperties: false })
}

/** One of these texts. */
export function oneOf<const T extends string>(values: readonly T[], description?: string) {
  return Type.Unsafe<T>({ type: 'string', enum: values, ...(description === undefined ? {} : { description }) })
}

export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

export function text(maxLength: number, description?: string) {
  return Type.String({ minLength: 1, maxLength, ...(description === undefined ? {} : { description }) })
}

/** Ids are made by us, but callers may send anything: printable, of sane length. */
export const Id = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f\\u007f]+$' })

/** RFC 3339 with a zone. */
export const Instant = Type.String({ format: 'date-time', maxLength: 40 })

export const AnyJson = Type.Unsafe<Json>({})

/**
 * Variables as they come in: plain JSON, or every member in the form `{ "value": …, "type"?: …, "valueInfo"?: … }`.
 * They always go out as plain JSON.
 */
export const Variables = Type.Unsafe<EngineVariables>({ type: 'object', title: 'Variables', maxProperties: 1000 })

export const Key = Type.String({ minLength: 1, maxLength: 200, pattern: '^[\\p{L}\\p{N}._:-]+$' })

/** Members of every list's query. */
export const PAGING = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'items of one page' })),
  after: Type.Optional(Type.String({ minLength: 1, maxLength: 1000, description: 'the `next` of the page before' })),
}

export const Paging = object(PAGING)

/** One page: `next` goes into `after` of the following request; null at the end. */
export function pageOf<T extends TSchema>(item: T, title: string) {
  return object({ items: Type.Array(item), next: nullable(Type.String()) }, { title })
}

export const FieldError = object(
  { pointer: Type.String(), code: Type.String(), message: Type.String() },
  { title: 'FieldError' },
)

/** One thing wrong with an uploaded file. */
export const FileProblem = object(
  {
    severity: oneOf(['error', 'warning', 'note']),
    resource: Type.String(),
    elementId: nullable(Type.String()),
    line: nullable(Type.Integer()),
    code: Type.String(),
    message: Type.String(),
  },
  { title: 'FileProblem' },
)

/** RFC 9457; `code` is the last part of `type`. Other members are facts of the refusal. */
export const Problem = Type.Object(
  {
    type: Type.String({ pattern: '^urn:ritums:problem:[a-z0-9-]+$' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    instance: Type.String({ description: 'id of the request, as in X-Request-Id and the log' }),
    code: Type.String(),
    errors: Type.Optional(Type.Array(FieldError)),
    problems: Type.Optional(Type.Array(FileProblem)),
  },
  { title: 'Problem' },
)

export type PagingQuery = Static<typeof Paging>
