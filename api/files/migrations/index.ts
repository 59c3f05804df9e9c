/** Migrations of the files, oldest first. */
import { CreateFiles1795700000002 } from './create-files.ts'

export const FILE_MIGRATIONS = [CreateFiles1795700000002]
