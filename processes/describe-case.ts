/** What a case is about, read from the variables that every case carries, so that people find its tasks. */
import type { CaseDescription } from '../engine/model/case-summary.ts'
import type { CaseFacts } from '../engine/ports.ts'
import { text } from './handlers/input.ts'

/** Variables such as `applicationNumber` and `requestNumber` hold numbers by which people know records. */
const NUMBER = /^[a-z]\w*Number$/

/** Work for an application is known by the application's number, whatever else it has. */
export function describeCase({ variables }: CaseFacts): CaseDescription {
  const numbers = Object.keys(variables)
    .filter((name) => NUMBER.test(name))
    .flatMap((name) => text(variables, name) ?? [])
  const externalRef = text(variables, 'externalRef')
  return {
    subject: text(variables, 'subject') ?? text(variables, 'title'),
    caseNumber: text(variables, 'applicationNumber') ?? numbers[0] ?? null,
    category: text(variables, 'serviceId'),
    clientName: text(variables, 'clientName'),
    casePriority: text(variables, 'priority'),
    alsoFoundBy: externalRef === null ? numbers : [...numbers, externalRef],
  }
}
