/**
 * Writes `docs/method-coverage.md`: where each demand of the method is shown.
 *
 *   npx tsx tools/method-coverage.ts
 */
import { writeFileSync } from 'node:fs'
import { COVERAGE_PAGE, coveragePage } from './method-coverage/page.ts'

writeFileSync(COVERAGE_PAGE, await coveragePage())
process.stdout.write(`Wrote ${COVERAGE_PAGE}\n`)
