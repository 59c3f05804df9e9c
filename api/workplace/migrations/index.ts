/** Migrations of the workplace, oldest first. */
import { CreateDrafts1795700000001 } from './create-drafts.ts'

export const WORKPLACE_MIGRATIONS = [CreateDrafts1795700000001]
