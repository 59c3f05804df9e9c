/** Migrations of the workplace, oldest first. */
import { CreateDrafts1795700000001 } from './create-drafts.ts'
import { CreatePersonal1795700000004 } from './create-personal.ts'
import { CreateNoticeCursors1795700000006 } from './create-notice-cursors.ts'

export const WORKPLACE_MIGRATIONS = [
  CreateDrafts1795700000001,
  CreatePersonal1795700000004,
  CreateNoticeCursors1795700000006,
]
