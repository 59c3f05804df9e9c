/** Whether a register takes the data of a record: its schema first, then whether what it refers to is there. */
import { DataRejected, type FieldError } from '../model/errors.ts'
import type { Instant, Variables } from '../model/json.ts'
import type { FormChecker } from '../ports.ts'
import { type ReferencePorts, missingReferences } from './missing-references.ts'
import { type Reference, referencesIn } from './references-in.ts'
import type { Register } from './register.ts'

/** What checking needs. */
export interface CheckPorts extends ReferencePorts {
  readonly now: Instant
  readonly forms: Pick<FormChecker, 'checkSchema'>
  /** What the host says about the data beyond their schema. */
  readonly rules: () => Promise<readonly FieldError[]>
}

/**
 * @param before what the record holds now: what it refers to already cannot have been removed, and is not looked for
 * @throws DataRejected with a pointer and a sentence for each thing wrong
 */
export async function checkData(
  register: Register,
  data: Variables,
  ports: CheckPorts,
  before: Variables = {},
): Promise<void> {
  const { forms, language, now } = ports
  const errors = [...forms.checkSchema(register.schema, data, language, { now })]
  if (errors.length === 0) errors.push(...(await missingReferences(newReferences(register, data, before), ports)))
  if (errors.length === 0) errors.push(...(await ports.rules()))
  if (errors.length === 0) return
  const where = errors.map((error) => `${error.pointer}: ${error.message}`).join('; ')
  throw new DataRejected(`Expected data that register "${register.register}" accepts, but ${where}`, errors)
}

function newReferences({ schema }: Register, data: Variables, before: Variables): readonly Reference[] {
  const known = new Set(referencesIn(schema, before).map(({ target, id }) => `${target} ${id}`))
  return referencesIn(schema, data).filter(({ target, id }) => !known.has(`${target} ${id}`))
}
