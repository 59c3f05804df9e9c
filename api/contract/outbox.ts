/** What goes to other systems. */
import { Type } from 'typebox'
import { Id, Instant, nullable, object, oneOf, pageOf, PAGING, text } from './common.ts'

const State = oneOf(['due', 'sending', 'sent', 'failed', 'kept'])

export const OutboxItem = object(
  {
    id: Id,
    connector: Type.String({ description: 'what carries it, e.g. `email`' }),
    register: Type.String(),
    recordId: Id,
    state: State,
    attempts: Type.Integer({ description: 'tries begun' }),
    nextTryAt: nullable(Instant),
    reference: nullable(Type.String({ description: 'what the other system knows it by, e.g. a Message-ID' })),
    error: nullable(Type.String()),
    createdAt: Instant,
  },
  { title: 'OutboxItem' },
)
export const OutboxPage = pageOf(OutboxItem, 'OutboxPage')
export const OutboxQuery = object({
  state: Type.Optional(State),
  connector: Type.Optional(text(100)),
  recordId: Type.Optional(Id),
  ...PAGING,
})
export const OutboxParams = object({ itemId: Id })
