/**
 * Pages and their routes. A page says where it is, who may open it and what it answers; `serve-page.ts` asks the policy,
 * reads what was posted, checks that the post came from one of our own forms, and only then calls it.
 */
import type { VNode } from 'preact'
import type { Actor, Told } from '../../../engine/engine.ts'
import type { Change } from '../../../api/identity/once.ts'
import type { FileKinds } from '../../../api/files/kinds.ts'
import type { Policy } from '../../../api/endpoint.ts'
import type { Caller } from '../../../api/policies/caller.ts'
import type { Language } from '../../check/form-file.ts'
import type { UiHouse } from './ports.ts'
import type { Posted } from './posted.ts'

/** One request as a page sees it. */
export interface PageCall {
  readonly ports: UiHouse
  /** Somebody without any grant where nobody is logged in. */
  readonly caller: Caller
  readonly loggedIn: boolean
  readonly actor: Actor
  /** Goes into every command: who, and the key that makes a double click one command. */
  readonly told: Told
  /** The same for changes of identity. */
  readonly change: Change
  readonly institutionId: string
  readonly language: Language
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** Empty where nothing was posted. */
  readonly posted: Posted
  /** Path and query of this page, without the language. */
  readonly address: string
  /** Goes into every form of the page; see `FormToken`. */
  readonly forgeryToken: string
  readonly remoteAddress: string
  readonly sessionToken: string | null
  /** Of somebody without an account who looks at their application. */
  readonly trackingToken: string | null
  /** Aborted when the client goes away. */
  readonly gone: AbortSignal
  /** Gives the request's place to others while it waits for work that is not ours, e.g. another thread's. */
  readonly aside: <Result>(work: () => Promise<Result>) => Promise<Result>
}

/** Which part of the house a page belongs to, for the navigation. */
export type RoomKey = 'tasks' | 'cases' | 'counter' | 'registers' | 'people' | 'processes' | 'measures' | 'scale' | 'me'

/** A message at the top of a page: what was done, or what to know. */
export interface PageNotice {
  readonly kind: 'success' | 'info' | 'warning'
  readonly text: string
  readonly link?: { readonly href: string; readonly text: string }
}

/** What stands between header and footer. */
export interface PageContent {
  /** As the browser's title says it, without the names of room and product. */
  readonly title: string
  readonly body: VNode
  readonly room?: RoomKey
  /** Full width, for tables. */
  readonly wide?: boolean
  readonly back?: { readonly href: string; readonly text: string }
  readonly notice?: PageNotice
  /** The page tells of mistakes: its title says so first. */
  readonly failed?: boolean
  /** Scripts of `forms/ui/islands` beyond the one that every page has. */
  readonly scripts?: readonly string[]
}

/** A cookie that is set; null: taken away. */
export type SessionChange = { readonly token: string; readonly expiresAt: string } | null

/** What a page answers. */
export type PageReply =
  | {
      readonly page: PageContent
      /** Default 200. */
      readonly status?: number
      readonly session?: SessionChange
      readonly tracking?: SessionChange
    }
  /** To another page, as the answer to a post. */
  | { readonly redirect: string; readonly session?: SessionChange; readonly tracking?: SessionChange }
  /** Data for an island. */
  | { readonly json: unknown }
  | {
      readonly download: AsyncIterable<Uint8Array | string> | Uint8Array | string
      readonly mediaType: string
      readonly headers?: Readonly<Record<string, string>>
    }
  /** Server-sent events, until the client or the server goes. */
  | { readonly events: AsyncIterable<string> }

/** One page. */
export interface PageRoute {
  readonly method: 'GET' | 'POST'
  /** With `:name` for each parameter. */
  readonly path: string
  /** `public`: also for who is not logged in. */
  readonly may: Policy | 'public'
  /** Kinds of files that its form brings, where they are others than everywhere. */
  readonly fileKinds?: FileKinds
  readonly handle: (call: PageCall) => Promise<PageReply>
}
