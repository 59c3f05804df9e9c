/** Messages, signals and conditions: news from outside. */
import type { Static } from 'typebox'
import { UnknownMessage } from '../../engine/model/errors.ts'
import type { MessageContract } from '../../engine/model/deployment.ts'
import {
  ConditionAnswer,
  ConditionRequest,
  ContractList,
  MessageAnswer,
  MessageRequest,
  SignalAnswer,
  SignalRequest,
} from '../contract/messages.ts'
import { endpoint } from '../endpoint.ts'
import { HttpRefusal, notAllowed } from '../http-refusal.ts'
import { maySendMessage, mayThrowSignal } from '../policies/messages.ts'
import { presentAnswer } from '../present/answer.ts'
import { presentWhole } from '../present/page.ts'
import { plainVariables } from '../present/variables.ts'
import { withFilesOfMessage } from './form-files.ts'

export const publish = endpoint({
  operationId: 'publishMessage',
  summary: 'Takes in a message: 200 when its receiver got it, 202 with the reason when it waits for one',
  body: MessageRequest,
  answers: { 200: MessageAnswer, 202: MessageAnswer },
  handle: async (call) => {
    const { engine, caller, institutionId, told, body } = call
    const { messageName: name, messageId, timeToLive } = body
    if (!maySendMessage(caller, name))
      throw notAllowed(`Expected somebody who may send "${name}", but "${caller.id}" may not.`)
    const contracts = (await engine.listMessageContracts({ institutionId })).filter((contract) => contract.external)
    const contract = contracts.find((each) => each.name === name)
    // What our own processes say to each other cannot be said from outside.
    if (!contract)
      throw new UnknownMessage(
        name,
        contracts.map((each) => each.name),
      )
    const payload = { ...plainVariables(body.processVariables), ...plainVariables(body.payload) }
    const answer = await withFilesOfMessage(call, payload, () =>
      engine.publishMessage({
        ...told,
        name,
        correlationKey: correlationKeyOf(body, contract),
        payload,
        ...(messageId === undefined ? {} : { messageId }),
        ...(timeToLive === undefined ? {} : { timeToLive }),
      }),
    )
    return presentAnswer(answer, answer.processInstanceId === null ? 202 : 200)
  },
})

/**
 * The value that finds the receiver. Clients of other engines send named keys: the one that the contract names counts,
 * or the only one.
 *
 * @throws {HttpRefusal} 422 when none of several is the contract's
 */
function correlationKeyOf(
  { correlationKey, correlationKeys, businessKey }: Static<typeof MessageRequest>,
  contract: MessageContract,
): string | null {
  if (correlationKey !== undefined) return correlationKey
  const named = Object.entries(plainVariables(correlationKeys))
  if (named.length === 0) return businessKey ?? null
  const [, value] = named.find(([name]) => name === contract.key) ?? (named.length === 1 ? named[0] : undefined) ?? []
  if (typeof value !== 'string' && typeof value !== 'number') {
    const detail = `Expected correlation key "${contract.key ?? 'none'}" as a text, but it is not among ${named.map(([name]) => `"${name}"`).join(', ')}.`
    throw new HttpRefusal({ status: 422, code: 'correlation-key-unknown', detail })
  }
  return String(value)
}

export const listContracts = endpoint({
  operationId: 'listMessageContracts',
  summary: 'Lists the messages that processes know',
  answers: { 200: ContractList },
  handle: async ({ engine, institutionId }) => presentWhole(await engine.listMessageContracts({ institutionId })),
})

export const throwSignal = endpoint({
  operationId: 'throwSignal',
  summary: 'Throws a signal to every process instance of the institution that waits for it',
  body: SignalRequest,
  answers: { 200: SignalAnswer },
  handle: async ({ engine, caller, told, body }) => {
    const { name } = body
    if (!mayThrowSignal(caller, name))
      throw notAllowed(`Expected somebody who may throw "${name}", but "${caller.id}" may not.`)
    return presentAnswer(
      await engine.throwSignal({
        ...told,
        name,
        payload: { ...plainVariables(body.variables), ...plainVariables(body.payload) },
      }),
    )
  },
})

export const evaluateConditions = endpoint({
  operationId: 'evaluateConditions',
  summary: 'Starts each process whose conditional start event holds over the variables, which become those of the case',
  body: ConditionRequest,
  answers: { 200: ConditionAnswer },
  handle: async ({ engine, told, body }) =>
    presentAnswer(
      await engine.evaluateConditions({
        ...told,
        variables: { ...plainVariables(body.variables), ...plainVariables(body.payload) },
        ...(body.holderId === undefined ? {} : { holderId: body.holderId }),
      }),
    ),
})
