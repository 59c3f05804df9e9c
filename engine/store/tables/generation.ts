import { EntitySchema } from 'typeorm'
import { integer, keyText } from './columns.ts'

/** Counts the changes of something that every node remembers, so that each sees when to read it again. */
export interface GenerationRow {
  /** What it counts: `in-force`. */
  of: string
  number: number
}

export const generationTable = new EntitySchema<GenerationRow>({
  name: 'generation',
  columns: { of: keyText('of'), number: integer('number') },
})
