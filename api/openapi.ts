/** The OpenAPI 3.1 document, made of the routes and their schemas. */
import type { TObject, TSchema } from 'typebox'
import { Problem } from './contract/common.ts'
import type { Route } from './endpoint.ts'

type Node = { [key: string]: unknown }

/** @returns the document that describes these routes. */
export function openApi(routes: readonly Route[]): object {
  const schemas: Node = {}
  const reference = (schema: TSchema): unknown => hoist(schema, schemas)
  const problem = reference(Problem)
  const paths: Record<string, Node> = {}
  for (const route of routes) {
    const path = route.path.replaceAll(/:([A-Za-z]+)/g, '{$1}')
    const operations = (paths[path] ??= {})
    operations[route.method.toLowerCase()] = operationOf(route, reference)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Ritums',
      version: '1',
      description:
        'A workflow engine for public institutions. Lists are paged with `limit` and `after`; refusals are problem details (RFC 9457); every unsafe call takes an `Idempotency-Key`.',
    },
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      responses: {
        Problem: { description: 'A refusal, or a fault', content: { 'application/problem+json': { schema: problem } } },
      },
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'ritums_session',
          description: 'set by logging in; over https `__Host-ritums_session`',
        },
        apiKey: { type: 'http', scheme: 'bearer', description: '`rt_<id>_<secret>`' },
      },
    },
  }
}

function operationOf({ method, tag, may, endpoint, alias }: Route, reference: (schema: TSchema) => unknown): Node {
  const { operationId, summary, params, query, body, answers, upload, bodyOptional, file, intake } = endpoint
  const parameters = [
    ...parametersOf('path', params, reference),
    ...parametersOf('query', query, reference),
    ...(method === 'GET'
      ? []
      : [
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: false,
            schema: { type: 'string', minLength: 1, maxLength: 200 },
          },
        ]),
  ]
  const multipart = {
    schema: {
      type: 'object',
      additionalProperties: true,
      description: 'fields `name`, `activate`, `holderId`, and the files',
    },
  }
  return {
    operationId: alias ? `${operationId}Alias` : operationId,
    summary: alias ? `${summary} (the address that clients of other engines know)` : summary,
    tags: [tag],
    security: may === 'public' ? [] : [{ session: [] }, { apiKey: [] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: !bodyOptional,
            content: {
              'application/json': { schema: reference(body) },
              ...(upload ? { 'multipart/form-data': multipart } : {}),
            },
          },
        }),
    ...(file.length === 0
      ? {}
      : {
          requestBody: {
            required: true,
            content: Object.fromEntries(file.map((type) => [type, { schema: { type: 'string', format: 'binary' } }])),
          },
        }),
    ...(intake === ''
      ? {}
      : {
          requestBody: {
            required: true,
            content: { [intake]: { schema: { type: 'object', additionalProperties: true, description: 'the files' } } },
          },
        }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, answerOf(answer, reference)])),
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}

/** A text is the media type of a file, or several with commas. */
function answerOf(answer: TSchema | string | null, reference: (schema: TSchema) => unknown): Node {
  if (answer === null) return { description: 'Done' }
  if (typeof answer === 'string')
    return {
      description: 'The file',
      content: Object.fromEntries(answer.split(', ').map((type) => [type, { schema: { type: 'string' } }])),
    }
  return { description: 'The answer', content: { 'application/json': { schema: reference(answer) } } }
}

function parametersOf(
  place: 'path' | 'query',
  schema: TObject | undefined,
  reference: (schema: TSchema) => unknown,
): Node[] {
  const required: readonly string[] = schema?.required ?? []
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: reference(property),
  }))
}

/** Puts what has a title among the components, once, and a reference in its place. */
function hoist(schema: unknown, schemas: Node): unknown {
  if (Array.isArray(schema)) return schema.map((each) => hoist(each, schemas))
  if (typeof schema !== 'object' || schema === null) return schema
  const { title } = schema as { readonly title?: unknown }
  const copy = (): unknown =>
    Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, hoist(value, schemas)]))
  if (typeof title !== 'string') return copy()
  if (!Object.hasOwn(schemas, title)) {
    schemas[title] = {}
    schemas[title] = copy()
  }
  return { $ref: `#/components/schemas/${title}` }
}
