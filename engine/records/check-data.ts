/** Whether a register takes the data of a record: its schema first, then whether what it refers to is there. */
import type { EntityManager } from 'typeorm'
import { DataRejected, type FieldError } from '../model/errors.ts'
import type { Instant, Variables } from '../model/json.ts'
import type { FormChecker } from '../ports.ts'
import type { Look } from '../store/session.ts'
import { type Reference, referencesIn } from './references-in.ts'
import type { Register } from './register.ts'

/** What checking needs. */
export interface CheckPorts {
  readonly look: Look
  readonly registers: ReadonlyMap<string, Register>
  readonly institutionId: string
  readonly now: Instant
  readonly forms: Pick<FormChecker, 'checkSchema'>
  readonly language: 'lv' | 'en'
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
  if (errors.length === 0) errors.push(...(await missingReferences(register, data, ports, before)))
  if (errors.length === 0) errors.push(...(await ports.rules()))
  if (errors.length === 0) return
  const where = errors.map((error) => `${error.pointer}: ${error.message}`).join('; ')
  throw new DataRejected(`Expected data that register "${register.register}" accepts, but ${where}`, errors)
}

async function missingReferences(
  register: Register,
  data: Variables,
  { look, registers, institutionId, language }: CheckPorts,
  before: Variables,
): Promise<readonly FieldError[]> {
  const known = new Set(referencesIn(register, before).map(({ target, id }) => `${target} ${id}`))
  const wanted = referencesIn(register, data).filter(({ target, id }) => !known.has(`${target} ${id}`))
  const missing: Reference[] = []
  for (const target of new Set(wanted.map((reference) => reference.target))) {
    const references = wanted.filter((reference) => reference.target === target)
    const ids = [...new Set(references.map(({ id }) => id))]
    const found = await existingIds(await look(), institutionId, registers.get(target), target, ids)
    missing.push(...references.filter(({ id }) => !found.has(id)))
  }
  return missing.map(({ pointer, target, id }) => ({
    pointer,
    code: 'reference',
    message: words(target, id, language),
  }))
}

function words(target: string, id: string, language: 'lv' | 'en'): string {
  return language === 'lv'
    ? `Reģistrā "${target}" nav ieraksta "${id}". Norādiet esošu ierakstu vai vispirms izveidojiet to.`
    : `There is no ${target} record "${id}". Name one that is there, or create it first.`
}

/** Of these ids those that the institution, or all, have in the register. */
async function existingIds(
  manager: EntityManager,
  institutionId: string,
  register: Register | undefined,
  name: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const postgres = manager.dataSource.options.type === 'postgres'
  const values = ids.flatMap((id) => [institutionId, id, '', id])
  const place = (at: number): string => (postgres ? `$${at + 1}` : '?')
  // As pairs: of two separate lists SQLite makes a walk through the whole register.
  const pairs = values.flatMap((_, at) => (at % 2 === 0 ? [`(${place(at)}, ${place(at + 1)})`] : []))
  // Only reference data is ever removed; PostgreSQL, where others write at the same time, keeps it until we have written.
  const hold = postgres && register?.reference === true ? ' FOR KEY SHARE' : ''
  const text = `SELECT id FROM record WHERE (institution_id, id) IN (VALUES ${pairs.join(', ')}) AND register = ${place(values.length)}${hold}`
  const rows = await manager.query<{ readonly id: string }[]>(text, [...values, name])
  return new Set(rows.map(({ id }) => id))
}
