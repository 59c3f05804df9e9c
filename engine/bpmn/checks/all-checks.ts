import type { Check } from './check.ts'

/** Every check of a single file; those that need the rest of the bundle are in `check-against-bundle.ts`. */
export const ALL_CHECKS: readonly Check[] = []
