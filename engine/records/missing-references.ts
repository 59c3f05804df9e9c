/** Whether the records that data name are there: one question per register, in the transaction that goes on with the data. */
import type { EntityManager } from 'typeorm'
import type { FieldError } from '../model/errors.ts'
import type { Look } from '../store/session.ts'
import type { Reference } from './references-in.ts'
import type { Register } from './register.ts'

/** Where to look, and for whom. */
export interface ReferencePorts {
  readonly look: Look
  readonly registers: ReadonlyMap<string, Register>
  readonly institutionId: string
  readonly language: 'lv' | 'en'
}

/** Ids that one statement asks for, well below what either database takes. */
const MOST_ASKED = 2_000

/**
 * @param references as `referencesIn` finds them
 * @returns one sentence per id that neither the institution nor all of them have in its register
 */
export async function missingReferences(
  references: readonly Reference[],
  { look, registers, institutionId, language }: ReferencePorts,
): Promise<readonly FieldError[]> {
  const missing: Reference[] = []
  for (const target of new Set(references.map((reference) => reference.target))) {
    const wanted = references.filter((reference) => reference.target === target)
    const ids = [...new Set(wanted.map(({ id }) => id))]
    const found = new Set<string>()
    for (let at = 0; at < ids.length; at += MOST_ASKED) {
      const some = ids.slice(at, at + MOST_ASKED)
      for (const id of await existingIds(await look(), institutionId, registers.get(target), target, some))
        found.add(id)
    }
    missing.push(...wanted.filter(({ id }) => !found.has(id)))
  }
  return missing.map(({ pointer, target, id }) => {
    const { lv, en } = registers.get(target)?.name ?? { lv: target, en: target }
    const message =
      language === 'lv'
        ? `Reģistrā “${lv}” nav ieraksta ar identifikatoru “${id}”. Norādiet esošu ierakstu vai vispirms izveidojiet to.`
        : `Expected an existing record of register “${en}”, but there is none with id “${id}”. Choose one that is there, or create it first.`
    return { pointer, code: 'reference', message }
  })
}

/** Of these ids those that the institution, or all, have in the register. */
async function existingIds(
  manager: EntityManager,
  institutionId: string,
  register: Register | undefined,
  name: string,
  ids: readonly string[],
): Promise<readonly string[]> {
  const postgres = manager.dataSource.options.type === 'postgres'
  const values = ids.flatMap((id) => [institutionId, id, '', id])
  const place = (at: number): string => (postgres ? `$${at + 1}` : '?')
  // As pairs: of two separate lists SQLite makes a walk through the whole register.
  const pairs = values.flatMap((_, at) => (at % 2 === 0 ? [`(${place(at)}, ${place(at + 1)})`] : []))
  // Only reference data is ever removed; PostgreSQL, where others write at the same time, keeps it until we have written.
  const hold = postgres && register?.reference === true ? ' FOR KEY SHARE' : ''
  const text = `SELECT id FROM record WHERE (institution_id, id) IN (VALUES ${pairs.join(', ')}) AND register = ${place(values.length)}${hold}`
  const rows = await manager.query<{ readonly id: string }[]>(text, [...values, name])
  return rows.map(({ id }) => id)
}
