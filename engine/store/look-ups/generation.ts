import type { EntityManager } from 'typeorm'
import { generationTable } from '../tables/generation.ts'

const IN_FORCE = { of: 'in-force' }

/** How often what is in force has changed. */
export async function inForceGeneration(manager: EntityManager): Promise<number> {
  return (await manager.findOneByOrFail(generationTable, IN_FORCE)).number
}

/** What is in force is going to change: until the transaction ends nobody else changes it. */
export async function raiseInForceGeneration(manager: EntityManager): Promise<void> {
  await manager.update(generationTable, IN_FORCE, { number: () => 'number + 1' })
}
