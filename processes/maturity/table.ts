/** Table 3 of the method as data: which processes each level of development asks for. `processes/maturity.json`. */
import type { Bilingual } from '../load-process-data.ts'

/** Levels of service development, from initial to optimised. */
export type Level = 1 | 2 | 3 | 4 | 5

/** Levels that ask for something. */
export const ASKING_LEVELS = [2, 3, 4, 5] as const satisfies readonly Level[]

/** `O` mandatory (obligātais): without it the level is not reached. `V` desirable (vēlamais): shows active improvement. */
export type Requirement = 'O' | 'V'

/** One row of the table. */
export interface MaturityProcess {
  /** E.g. `APP`; the property `maturityKey` of the diagram. */
  readonly code: string
  readonly processKey: string
  readonly name: Bilingual
  /** By level, as text; a level that is missing asks for nothing. */
  readonly requirements: { readonly [level: string]: Requirement }
  /** Completed cases within the period that show that it is used, where the setting `minInstances` has no other number. */
  readonly minInstances: number
  /** It waits for something that may not happen: its manager may confirm that there was nothing. */
  readonly eventDriven: boolean
  /** What threatens where it is not performed. */
  readonly threat: Bilingual
}

/** The whole of the table. */
export interface MaturityTable {
  readonly levels: readonly { readonly level: Level; readonly name: Bilingual; readonly meaning: Bilingual }[]
  readonly processes: readonly MaturityProcess[]
}

/** @returns the codes of the processes that a level asks for in this way, in the order of the table */
export function requiredAt({ processes }: MaturityTable, level: Level, requirement: Requirement): readonly string[] {
  return processes.flatMap(({ code, requirements }) => (requirements[String(level)] === requirement ? code : []))
}
