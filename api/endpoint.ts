/**
 * Endpoints and routes. An endpoint says what it is called, what it takes and gives, and what it does; a route
 * (`routes.ts`) gives it a method, a path and a policy. The dispatcher (`middleware/dispatch.ts`) asks the policy, reads
 * and checks what came, and only then calls the endpoint: a handler never sees anything unchecked.
 */
import type { Static, TObject, TSchema } from 'typebox'
import type { Actor, Engine, Told } from '../engine/engine.ts'
import type { Clock } from '../engine/ports.ts'
import type { Glossary } from '../processes/glossary.ts'
import type { Standing } from '../processes/maturity/maturity.ts'
import type { MeasuringDesk } from '../processes/measuring/desk.ts'
import type { ScaleDesk } from '../processes/scale/desk.ts'
import type { Config } from './config.ts'
import type { FileStore } from './files/file-store.ts'
import type { Identity } from './identity/index.ts'
import type { Change } from './identity/once.ts'
import type { BodySource } from './middleware/read-bytes.ts'
import type { ProcessDocuments } from './process-documents/process-documents.ts'
import type { Caller } from './policies/caller.ts'
import type { Workplace } from './workplace/index.ts'

/** What handlers work with: made once, at start. */
export interface House {
  readonly engine: Engine
  readonly identity: Identity
  readonly workplace: Workplace
  readonly files: FileStore
  readonly documents: ProcessDocuments
  readonly measuring: MeasuringDesk
  readonly scale: ScaleDesk
  readonly config: Config
  /** Where an institution stands in the method's levels of development. */
  readonly maturity: (institutionId: string) => Promise<Standing>
  /** The words of the method. */
  readonly glossary: Glossary
  readonly clock: Clock
  /** Aborted when the server stops: nobody waits any longer. */
  readonly stopping: AbortSignal
  /** Answers whether the database can be read. */
  isHealthy(): Promise<boolean>
  /** Sentences for the operator, e.g. that this Node.js is out of support. */
  readonly notes: readonly string[]
  /** The description of the API. */
  readonly openApi: object
}

/** One request as a handler sees it. */
export interface Call<P, Q, B> {
  readonly house: House
  readonly engine: Engine
  readonly caller: Caller
  readonly actor: Actor
  /** Goes into every command: who, and the idempotency key with what it was used for. */
  readonly told: Told
  /** The same for changes of identity. */
  readonly change: Change
  readonly institutionId: string
  readonly language: 'lv' | 'en'
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly request: RequestFacts
}

export interface RequestFacts {
  readonly address: string
  /** Token in the session cookie; null where none came. */
  readonly sessionToken: string | null
  /** `If-Match` as it came; '' where none did. */
  readonly ifMatch: string
  /** Aborted when the client goes away. */
  readonly gone: AbortSignal
  /** Waits for something that is no work: meanwhile the request takes no other's place. @throws {HttpRefusal} 503 when too many wait */
  readonly aside: <T>(wait: () => Promise<T>) => Promise<T>
  /** Path and query, for `Link`. */
  readonly url: string
  /** The body of an endpoint that takes a file, as it came; empty elsewhere. */
  readonly file: Uint8Array
  /** The body of an endpoint that takes it in as it comes; read already elsewhere. */
  readonly body: BodySource
}

export interface Reply {
  /** Default 200, or 204 without a body. */
  readonly status?: number
  readonly body?: unknown
  /** In place of `body`: pieces that are sent as they come. */
  readonly pieces?: AsyncIterable<string | Uint8Array>
  readonly headers?: Readonly<Record<string, string>>
  /** Sets or, with null, removes the session cookie. */
  readonly session?: { readonly token: string; readonly expiresAt: string } | null
  /** The answer was given before, for the same idempotency key. */
  readonly replayed?: boolean
}

/** The type of what a schema describes; of nothing where there is none. */
type Of<T> = T extends TSchema ? Static<T> : undefined

export interface EndpointParts<
  P extends TObject | undefined,
  Q extends TObject | undefined,
  B extends TSchema | undefined,
> {
  /** camelCase verb and noun; the name of the operation in the OpenAPI document. */
  readonly operationId: string
  /** One sentence without a full stop. */
  readonly summary: string
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  /** Status → schema of the answer; null: no body. A text is a media type that is not JSON. */
  readonly answers: Readonly<Record<number, TSchema | string | null>>
  /** The body may also come as `multipart/form-data` with files; the larger limit holds. */
  readonly upload?: boolean
  /** The body may be missing; the handler gets `{}`. */
  readonly bodyOptional?: boolean
  /** The body is a file of one of these media types; the larger limit holds. */
  readonly file?: readonly string[]
  /** The body is of this media type, and the handler reads it as it comes (`request.body`), with limits of its own. */
  readonly intake?: string
  readonly handle: (call: Call<Of<P>, Of<Q>, Of<B>>) => Promise<Reply>
}

/** An endpoint whose types are checked and then forgotten, so that a table can hold all of them. */
export interface Endpoint {
  readonly operationId: string
  readonly summary: string
  readonly params: TObject | undefined
  readonly query: TObject | undefined
  readonly body: TSchema | undefined
  readonly answers: Readonly<Record<number, TSchema | string | null>>
  readonly upload: boolean
  readonly bodyOptional: boolean
  readonly file: readonly string[]
  /** '' where the body is read before. */
  readonly intake: string
  /** To be called with what the schemas have accepted. */
  readonly handle: (call: Call<unknown, unknown, unknown>) => Promise<Reply>
}

export function endpoint<
  P extends TObject | undefined = undefined,
  Q extends TObject | undefined = undefined,
  B extends TSchema | undefined = undefined,
>(parts: EndpointParts<P, Q, B>): Endpoint {
  const { operationId, summary, answers, params, query, body, handle } = parts
  const { upload = false, bodyOptional = false, file = [], intake = '' } = parts
  return {
    operationId,
    summary,
    answers,
    params,
    query,
    body,
    upload,
    bodyOptional,
    file,
    intake,
    handle: (call) => handle(call as Call<Of<P>, Of<Q>, Of<B>>),
  }
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A question about the caller; a route without one cannot be written. */
export type Policy = (caller: Caller) => boolean

export interface Route {
  readonly method: Method
  /** With `:name` for each parameter. */
  readonly path: string
  readonly tag: string
  /** `public`: also for who is not logged in. */
  readonly may: Policy | 'public'
  readonly endpoint: Endpoint
  /** A second address of an endpoint, as clients of other engines know it. */
  readonly alias?: boolean
}
