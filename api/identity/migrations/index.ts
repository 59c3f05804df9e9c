/** Migrations of identity, oldest first. */
import { AddEmail1795700000005 } from './add-email.ts'
import { CreateAbsences1795700000003 } from './create-absences.ts'
import { CreateIdentity1760000000200 } from './create-identity.ts'

export const IDENTITY_MIGRATIONS = [CreateIdentity1760000000200, CreateAbsences1795700000003, AddEmail1795700000005]
