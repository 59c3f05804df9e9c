/** Process instances and their history. */
import { Type } from 'typebox'
import { AnyJson, Id, Instant, Key, nullable, object, oneOf, pageOf, PAGING, text, Variables } from './common.ts'

export const INSTANCE_STATES = ['active', 'suspended', 'completed', 'terminated', 'cancelled', 'errored'] as const

const INSTANCE = {
  id: Id,
  institutionId: Type.String(),
  holderId: Type.String(),
  processKey: Type.String(),
  definitionId: Id,
  definitionVersion: Type.Integer(),
  businessKey: nullable(Type.String()),
  state: oneOf(INSTANCE_STATES),
  startedAt: Instant,
  startedBy: nullable(Type.String()),
  endedAt: nullable(Instant),
  endState: nullable(Type.String()),
  parentInstanceId: nullable(Type.String()),
  rootInstanceId: Id,
}

export const Instance = object(INSTANCE, { title: 'ProcessInstance' })
export const InstancePage = pageOf(Instance, 'ProcessInstancePage')

export const Token = object(
  {
    tokenId: Type.String(),
    elementId: Type.String(),
    elementName: nullable(Type.String()),
    elementKind: Type.String(),
    scopeId: Type.String(),
    waitingFor: oneOf(['task', 'job', 'trigger', 'scope', 'call', 'join', 'data', 'turn', 'incident']),
    since: Instant,
  },
  { title: 'Token' },
)

export const InstanceDetails = object(
  {
    ...INSTANCE,
    tokens: Type.Array(Token),
    variables: Variables,
    calledInstances: Type.Array(Id),
    waitingFor: Type.Array(
      object({
        elementId: Type.String(),
        type: oneOf(['timer', 'message', 'signal']),
        name: nullable(Type.String()),
        correlationKey: nullable(Type.String()),
        dueAt: nullable(Instant),
      }),
    ),
  },
  { title: 'ProcessInstanceDetails' },
)

export const TokenList = object({ items: Type.Array(Token), next: Type.Null() }, { title: 'TokenList' })

export const StartRequest = object(
  {
    businessKey: Type.Optional(text(200)),
    holderId: Type.Optional(Id),
    startEventId: Type.Optional(text(255, 'which start event, where several have forms')),
    variables: Type.Optional(Variables),
  },
  { title: 'StartRequest' },
)

export const InstanceQuery = object({
  processKey: Type.Optional(Key),
  businessKey: Type.Optional(text(200)),
  definitionId: Type.Optional(Id),
  state: Type.Optional(
    Type.String({
      pattern: `^(${INSTANCE_STATES.join('|')})(,(${INSTANCE_STATES.join('|')}))*$`,
      maxLength: 100,
      description: `one or several with commas: ${INSTANCE_STATES.join(', ')}`,
    }),
  ),
  ...PAGING,
})

/** In the body, or for a client that sends none with DELETE, in the query. */
export const CancelRequest = object({ reason: text(1000, 'why, for the history') }, { title: 'CancelRequest' })
export const CancelQuery = object({ reason: text(1000, 'why, for the history') })

export const AdHocRequest = object(
  {
    elementId: text(200, 'an activity of an ad-hoc sub-process that no flow leads to'),
    scopeId: Type.Optional(text(100, 'in which one, where several of the sub-process run')),
  },
  { title: 'AdHocRequest' },
)

export const HistoryQuery = object({
  withCalled: Type.Optional(Type.Boolean({ description: 'with the instances that it called' })),
  ...PAGING,
})

export const HistoryEvent = object(
  {
    processInstanceId: Id,
    sequence: Type.Integer(),
    at: Instant,
    type: Type.String(),
    elementId: nullable(Type.String()),
    by: nullable(Type.String()),
    data: Type.Record(Type.String(), AnyJson),
  },
  { title: 'HistoryEvent' },
)

export const HistoryPage = pageOf(HistoryEvent, 'HistoryPage')
const BilingualText = object({ lv: Type.String(), en: Type.String() }, { title: 'BilingualText' })

export const Decision = object(
  {
    processInstanceId: Id,
    sequence: Type.Integer(),
    at: Instant,
    elementId: nullable(Type.String()),
    decisionId: Type.String(),
    name: BilingualText,
    deploymentId: nullable(Id),
    inputs: Type.Array(object({ label: BilingualText, value: AnyJson })),
    rules: Type.Array(object({ ruleId: Type.String(), description: nullable(BilingualText) })),
    result: AnyJson,
    requires: Type.Array(
      object({
        decisionId: Type.String(),
        name: BilingualText,
        inputs: Type.Array(object({ label: BilingualText, value: AnyJson })),
        rules: Type.Array(object({ ruleId: Type.String(), description: nullable(BilingualText) })),
      }),
    ),
  },
  { title: 'Decision' },
)

export const DecisionPage = pageOf(Decision, 'DecisionPage')
export const InstanceParams = object({ processInstanceId: Id })
