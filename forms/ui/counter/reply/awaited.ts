/** What a case waits to hear from its client: in the case itself and in what it called. */
import type { Instant } from '../../../../engine/model/json.ts'
import type { MessageContract } from '../../../../engine/model/deployment.ts'
import type { ProcessInstanceDetails } from '../../../../engine/model/views.ts'
import { maySendMessage } from '../../../../api/policies/messages.ts'
import { elementName } from '../../shared/names.ts'
import type { PageCall } from '../../shared/page.ts'
import { OF_CLIENTS } from '../may-serve.ts'
import { MESSAGE_TEXTS } from '../message-texts.ts'

export interface Awaited {
  readonly message: string
  /** What finds the receiver. */
  readonly key: string
  readonly name: string
  readonly contract: MessageContract
  /** What the client was asked; empty where nothing was. */
  readonly question: string
  readonly neededBy: Instant | null
  /** The case does not go on without it, or one of its kind; otherwise the client may say so at any time. */
  readonly isWaitedFor: boolean
  /** Where the message goes. */
  readonly receiver: ProcessInstanceDetails
}

/** Calls within calls that are looked at. */
const MOST_INSTANCES = 60

/** @returns only messages that the caller may send; those that answer a question first */
export async function awaitedOf(call: PageCall, root: ProcessInstanceDetails): Promise<readonly Awaited[]> {
  const { ports, institutionId, caller, language } = call
  const contracts = (await ports.engine.listMessageContracts({ institutionId })).filter(
    ({ name, external }) => external && name.startsWith(OF_CLIENTS) && maySendMessage(caller, name),
  )
  const found = new Map<string, Awaited>()
  for (const receiver of await withCalled(call, root)) {
    const outline = await ports.names.outline(institutionId, receiver.definitionId)
    for (const { type, name, correlationKey, elementId } of receiver.waitingFor) {
      const contract = contracts.find((one) => one.name === name)
      if (type !== 'message' || !contract || correlationKey === null) continue
      const element = outline.elements.find(({ id }) => id === elementId)
      const drawn = element ? elementName(element, language, contract.name) : contract.name
      const { question, neededBy } = receiver.variables
      const isAsked = contract.name === REPLIED && typeof question === 'string'
      found.set(`${contract.name} ${correlationKey}`, {
        message: contract.name,
        key: correlationKey,
        name: MESSAGE_TEXTS[language].names[contract.name] ?? drawn,
        contract,
        question: isAsked ? question : '',
        neededBy: isAsked && typeof neededBy === 'string' ? neededBy : null,
        isWaitedFor: element?.kind !== 'boundary-event' && element?.kind !== 'start-event',
        receiver,
      })
    }
  }
  const order = contracts.map(({ name }) => name)
  return [...found.values()].toSorted((one, other) => order.indexOf(one.message) - order.indexOf(other.message))
}

const REPLIED = 'client.replied'

async function withCalled(call: PageCall, root: ProcessInstanceDetails): Promise<readonly ProcessInstanceDetails[]> {
  const { ports, institutionId } = call
  const all = [root]
  for (let at = 0; at < all.length; at += 1)
    for (const processInstanceId of all[at]?.calledInstances ?? [])
      if (all.length < MOST_INSTANCES)
        all.push(await ports.engine.getProcessInstance({ institutionId, processInstanceId }))
  return all.filter(({ endedAt }) => endedAt === null)
}
