import { setTimeout as pause } from 'node:timers/promises'
import type { WriteConnection } from '../../../engine/store/writing/write-connection.ts'
import { altered } from './fault.ts'

/** A database that takes its time over every commit. It is no fault: nothing may be lost for it. */
export function slowConnection(connection: WriteConnection, commitDelayMs: number): WriteConnection {
  return altered(connection, {
    async commit() {
      await pause(commitDelayMs)
      await connection.commit()
    },
  })
}
