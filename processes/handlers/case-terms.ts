/** Which instances run on the terms of a record, and so hear when these move. */
import type { Variables } from '../../engine/model/json.ts'
import type { HandlerOutcome } from '../../engine/ports.ts'
import type { RecordUnit } from '../../engine/records/record-unit.ts'

/** Registers whose work runs on the clock of the application that it is done for, and has none of its own. */
const ON_THE_CLOCK_OF_THE_APPLICATION = ['request'] as const

/**
 * The instances of a record: those with its id as business key, and the one that has its id (a diagram gives the record
 * the id of the instance that registers it). For an application also the work at level 2 that is done on its terms.
 * Hearing the same terms twice changes nothing.
 */
export async function toldTerms(
  records: Pick<RecordUnit, 'list'>,
  register: string,
  id: string,
  variables: Variables,
): Promise<NonNullable<HandlerOutcome['changes']>> {
  const works = register === 'application' ? await worksFor(records, id) : []
  return [
    { where: { businessKey: id }, variables },
    ...[id, ...works].map((processInstanceId) => ({ where: { processInstanceId }, variables })),
  ]
}

async function worksFor(records: Pick<RecordUnit, 'list'>, applicationId: string): Promise<readonly string[]> {
  const found = await Promise.all(
    ON_THE_CLOCK_OF_THE_APPLICATION.map((register) => records.list(register, { where: { applicationId }, limit: 50 })),
  )
  return found.flat().map(({ id }) => id)
}
