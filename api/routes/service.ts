/** The service itself: whether it works, and what it can be told. */
import { Type } from 'typebox'
import { AnyJson, object, oneOf } from '../contract/common.ts'
import { endpoint } from '../endpoint.ts'

const Health = object(
  {
    status: oneOf(['ok', 'failing']),
    notes: Type.Array(Type.String({ description: 'what the operator should see to' })),
  },
  { title: 'Health' },
)

export const health = endpoint({
  operationId: 'getHealth',
  summary: 'Says whether the service works; 503 when its database cannot be read',
  answers: { 200: Health, 503: Health },
  handle: async ({ house }) => {
    const healthy = await house.isHealthy()
    return { status: healthy ? 200 : 503, body: { status: healthy ? 'ok' : 'failing', notes: house.notes } }
  },
})

export const document = endpoint({
  operationId: 'getOpenApi',
  summary: 'The description of this API',
  answers: { 200: AnyJson },
  handle: async ({ house }) => ({ body: house.openApi }),
})
