/**
 * `npm run bench`: every part in order; `npm run bench -- completions state` only those. One JSON line per figure on
 * standard output, progress on standard error.
 */
import { build } from './built.ts'
import { progress } from './figure.ts'
import { printMachine } from './machine.ts'
import { measureMemory, measureState } from './parts/at-rest.ts'
import { measureCompletions } from './parts/completions.ts'
import { measureCore } from './parts/core.ts'
import { measureDeploy } from './parts/deploy.ts'
import { measureDisruption } from './parts/disruption.ts'
import { measureFinanceClose } from './parts/finance-close.ts'
import { measureHttp } from './parts/http.ts'
import { measureKpi } from './parts/kpi.ts'
import { measureMillion } from './parts/million.ts'
import { measurePages } from './parts/pages.ts'
import { measurePostgres } from './parts/postgres.ts'
import { measureServiceManagement } from './parts/service-management.ts'
import { measureYear } from './parts/year.ts'
import { scale } from './scale.ts'

const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  core: measureCore,
  deploy: measureDeploy,
  completions: measureCompletions,
  http: measureHttp,
  postgres: measurePostgres,
  state: measureState,
  memory: measureMemory,
  million: measureMillion,
  'service-management': measureServiceManagement,
  'finance-close': measureFinanceClose,
  disruption: measureDisruption,
  pages: measurePages,
  kpi: measureKpi,
  year: measureYear,
}

const chosen = process.argv.slice(2)
const unknown = chosen.filter((name) => !Object.hasOwn(PARTS, name))
if (unknown.length > 0) {
  console.error(`Expected parts among ${Object.keys(PARTS).join(', ')}, but got ${unknown.join(', ')}.`)
  process.exit(2)
}
await build()
printMachine()
const began = performance.now()
for (const [name, measure] of Object.entries(PARTS)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue
  progress(`${name} (${scale.name}) …`)
  await measure()
}
progress(`done in ${Math.round((performance.now() - began) / 1000)} s`)
