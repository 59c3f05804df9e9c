/** Migrations of the workplace, oldest first. */
import { CreateDrafts1795700000001 } from './create-drafts.ts'
import { CreatePersonal1795700000004 } from './create-personal.ts'

export const WORKPLACE_MIGRATIONS = [CreateDrafts1795700000001, CreatePersonal1795700000004]
