/** The store's two doors, as identity uses them; and what all of identity shares. */
import type { EntityManager } from 'typeorm'
import type { Clock, Log } from '../../engine/ports.ts'
import type { Roles } from './roles.ts'

export interface Doors {
  /** One writer at a time, one transaction. */
  write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>
  /** The last committed state. */
  read<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>
}

export interface IdentityPorts {
  readonly store: Doors
  readonly clock: Clock
  readonly roles: Roles
  readonly log: Log
}
