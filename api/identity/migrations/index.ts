/** Migrations of identity, oldest first. */
import { CreateIdentity1760000000200 } from './create-identity.ts'

export const IDENTITY_MIGRATIONS = [CreateIdentity1760000000200]
