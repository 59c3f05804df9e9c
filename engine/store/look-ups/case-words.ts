import type { EntityManager } from 'typeorm'
import { foldedWords } from '../../records/fold.ts'
import { caseWordTable } from '../tables/case-word.ts'

/** Words of one search that count. */
const MOST_WORDS = 10
/** A word that finds this many cases leaves them to the list's own order: a page of it is soon full. */
const FEW_CASES = 500
/** Sorts after everything that begins with a word. */
const BEYOND = '\u{10ffff}'

/** What a text asks of cases. */
export type WantedCases =
  /** The text has no words: any case will do. */
  | { readonly kind: 'any' }
  /** Only these can be meant. */
  | { readonly kind: 'these'; readonly rootInstanceIds: readonly string[] }
  /** Very many: each must have words that begin so. */
  | { readonly kind: 'many'; readonly words: readonly string[] }

/**
 * Finds the cases that have every word of a text, each at least at the beginning of a word of theirs. The rarest word is
 * looked up and the others only tried on what it finds, so that the work stays the same however many cases there are.
 */
export async function casesWithWords(
  manager: EntityManager,
  institutionId: string,
  text: string,
): Promise<WantedCases> {
  const words = foldedWords(text, MOST_WORDS)
  if (words.length === 0) return { kind: 'any' }
  let fewest: readonly string[] | null = null
  for (const word of words) {
    const found = await beginningWith(manager, institutionId, word)
    if (found.length <= FEW_CASES && (fewest === null || found.length < fewest.length)) fewest = found
    if (found.length === 0) break
  }
  return fewest === null
    ? { kind: 'many', words }
    : { kind: 'these', rootInstanceIds: await withAll(manager, fewest, words) }
}

/** Of one word; one more than a few where there are many. */
async function beginningWith(manager: EntityManager, institutionId: string, word: string): Promise<string[]> {
  const rows = await manager
    .createQueryBuilder(caseWordTable, 'found')
    .select('found.rootInstanceId', 'id')
    .distinct()
    .where('found.institutionId = :institutionId', { institutionId })
    .andWhere('found.word >= :from AND found.word < :to', { from: word, to: word + BEYOND })
    .limit(FEW_CASES + 1)
    .getRawMany<{ id: string }>()
  return rows.map(({ id }) => id)
}

async function withAll(manager: EntityManager, ids: readonly string[], words: readonly string[]): Promise<string[]> {
  if (ids.length === 0 || words.length === 1) return [...ids]
  const select = manager
    .createQueryBuilder(caseWordTable, 'found')
    .select('found.rootInstanceId', 'id')
    .addSelect('found.word', 'word')
    .where('found.rootInstanceId IN (:...ids)', { ids })
  const ranges = words.map((word, at) => {
    const [from, to] = wordRange(word)
    select.setParameters({ [`from${at}`]: from, [`to${at}`]: to })
    return `(found.word >= :from${at} AND found.word < :to${at})`
  })
  const rows = await select.andWhere(`(${ranges.join(' OR ')})`).getRawMany<{ id: string; word: string }>()
  const ofCase = new Map<string, string[]>(ids.map((id) => [id, []]))
  for (const { id, word } of rows) ofCase.get(id)?.push(word)
  return ids.filter((id) => words.every((wanted) => ofCase.get(id)?.some((word) => word.startsWith(wanted))))
}

/** The condition that a case has a word that begins so; `root` is the column with the id of its root instance. */
export const hasWord = (root: string, word: string, beyond: string): string =>
  `EXISTS (SELECT 1 FROM case_word found WHERE found.root_instance_id = ${root} AND found.word >= ${word} AND found.word < ${beyond})`

/** Parameter values for {@link hasWord}. */
export const wordRange = (word: string): readonly [string, string] => [word, word + BEYOND]
