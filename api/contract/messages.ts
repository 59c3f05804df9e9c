/** Messages, signals and conditions. */
import { Type } from 'typebox'
import { AnyJson, Id, Instant, nullable, object, oneOf, text, Variables } from './common.ts'

export const MessageRequest = object(
  {
    messageName: text(200),
    correlationKey: Type.Optional(text(200, 'the value that finds the receiver')),
    correlationKeys: Type.Optional(Variables),
    businessKey: Type.Optional(text(200, 'taken as the correlation key where none is given')),
    payload: Type.Optional(Variables),
    processVariables: Type.Optional(Variables),
    messageId: Type.Optional(text(200, 'the sender’s own id: the same message is taken in once')),
    timeToLive: Type.Optional(
      Type.String({ pattern: '^P(?=\\d|T\\d)(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+S)?)?$', maxLength: 40 }),
    ),
  },
  { title: 'MessageRequest' },
)

export const MessageAnswer = object(
  {
    message: object({
      id: Id,
      name: Type.String(),
      correlationKey: nullable(Type.String()),
      state: oneOf(['buffered', 'delivered', 'undeliverable']),
      receivedAt: Instant,
      expiresAt: Instant,
      deliveredTo: nullable(Type.String()),
    }),
    processInstanceId: nullable(Type.String()),
    reason: nullable(Type.String({ description: 'why it was not delivered at once' })),
  },
  { title: 'MessageAnswer' },
)

export const ContractList = object(
  {
    items: Type.Array(
      object({
        name: Type.String(),
        key: nullable(Type.String()),
        uniqueBy: Type.Array(Type.String()),
        payload: nullable(AnyJson),
        timeToLive: nullable(Type.String()),
        external: Type.Boolean(),
        answer: Type.Optional(Type.String()),
        informative: Type.Optional(Type.Boolean()),
      }),
    ),
    next: Type.Null(),
  },
  { title: 'MessageContractList' },
)

export const SignalRequest = object(
  { name: text(200), variables: Type.Optional(Variables), payload: Type.Optional(Variables) },
  { title: 'SignalRequest' },
)

export const ConditionRequest = object(
  {
    variables: Type.Optional(Variables),
    payload: Type.Optional(Variables),
    holderId: Type.Optional(Id),
  },
  { title: 'ConditionRequest' },
)

export const ConditionAnswer = object(
  { started: Type.Integer({ description: 'process instances that start' }) },
  { title: 'ConditionAnswer' },
)

export const SignalAnswer = object({ name: Type.String(), receivers: Type.Integer() }, { title: 'SignalAnswer' })
