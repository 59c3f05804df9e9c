/** Migrations of identity, oldest first. */
import { CreateAbsences1795700000003 } from './create-absences.ts'
import { CreateIdentity1760000000200 } from './create-identity.ts'

export const IDENTITY_MIGRATIONS = [CreateIdentity1760000000200, CreateAbsences1795700000003]
