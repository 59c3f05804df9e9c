/** What goes between a victim and its parent, one JSON text per line. */
import type { VictimOptions } from './open-victim.ts'
import type { Door, OpenTask } from '../workload/door.ts'
import type { Outcome, Told } from '../workload/journal.ts'

/** From the parent; each is answered once, with the same id. */
export type Order =
  | { readonly id: number; readonly do: 'open'; readonly options: VictimOptions }
  | { readonly id: number; readonly do: 'tell'; readonly told: Told }
  | { readonly id: number; readonly do: 'open-tasks'; readonly rootInstanceId: string }
  | { readonly id: number; readonly do: 'is-over'; readonly processInstanceId: string }
  | { readonly id: number; readonly do: 'close' }

/** The id of the report that a victim makes by itself, when it has loaded everything. */
export const LOADED = 0

/** From the victim. `failed` is a fault of the victim itself, not an outcome. */
export interface Report {
  readonly id: number
  readonly answer?: unknown
  readonly failed?: string
}

/** An order before it has its number. */
export type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never

/** What each kind of order is answered with. */
export interface Answers {
  readonly open: null
  readonly tell: Outcome
  readonly 'open-tasks': readonly OpenTask[]
  readonly 'is-over': Awaited<ReturnType<Door['isOver']>>
  readonly close: null
}
