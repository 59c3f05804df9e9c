import type { Told } from '../engine.ts'
import { messageTable } from '../store/tables/message.ts'
import { deliver } from './deliver.ts'
import type { Command } from './execute.ts'

/** Delivers a buffered message that is due: thrown just now, with a receiver that appeared, or at its end of life. */
export const deliverMessage: Command<Told & { readonly messageId: string }, object> = async (input, unit, parts) => {
  const row = await unit.rows.find(messageTable, { id: input.messageId })
  if (row?.state === 'buffered') await deliver(unit, parts, row)
  return {}
}
