/** Migrations of tracking, oldest first. */
import { CreateTracking1795700000007 } from './create-tracking.ts'

export const TRACKING_MIGRATIONS = [CreateTracking1795700000007]
