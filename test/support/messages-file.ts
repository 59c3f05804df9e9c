import type { MessageContract, ResourceFile } from '../../engine/model/deployment.ts'

/** A `messages.json` of these contracts; what they leave out is the plainest there is. */
export const messagesFile = (
  ...contracts: readonly (Partial<MessageContract> & { readonly name: string })[]
): ResourceFile => ({
  name: 'messages.json',
  content: JSON.stringify({
    messages: contracts.map((contract) => ({
      key: null,
      uniqueBy: [],
      payload: null,
      timeToLive: null,
      external: false,
      ...contract,
    })),
  }),
})
