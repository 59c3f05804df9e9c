/**
 * Writes `docs/traceability.md`: which elements of the diagrams realise each main activity of the method.
 *
 *   npx tsx tools/traceability.ts
 */
import { writeFileSync } from 'node:fs'
import { TRACEABILITY_PAGE, traceabilityPage } from './traceability/page.ts'

writeFileSync(TRACEABILITY_PAGE, await traceabilityPage())
process.stdout.write(`Wrote ${TRACEABILITY_PAGE}\n`)
