import { StoreUnavailable } from '../model/errors.ts'
import { asStoreError, isPassing, isRepetition } from './database-errors.ts'
import { BatchBroken } from './writing/batch.ts'
import { RowLocked } from './writing/write-connection.ts'

/**
 * Whether an error is the store's own business: it says nothing about the command, which is run again or told to try
 * again. Whoever catches errors inside of a command lets these pass.
 */
export function isOfStore(error: unknown): boolean {
  return (
    error instanceof BatchBroken ||
    error instanceof RowLocked ||
    isPassing(error) ||
    isRepetition(error) ||
    asStoreError(error) instanceof StoreUnavailable
  )
}
