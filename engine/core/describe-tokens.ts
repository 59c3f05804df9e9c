/** Tokens as people see them. */
import type { InstanceState } from '../model/instance-state.ts'
import type { ProcessDefinition } from '../model/process-definition.ts'
import type { TokenView } from '../model/views.ts'

/** Every token of the state, with the name and kind of the element that it stands at. */
export const describeTokens = (definition: ProcessDefinition, state: InstanceState): TokenView[] =>
  Object.values(state.tokens).map((token) => {
    const node = definition.nodes[token.elementId]
    return {
      tokenId: token.id,
      elementId: token.elementId,
      elementName: node?.name ?? null,
      elementKind: node?.kind ?? 'unknown',
      scopeId: token.scope,
      waitingFor: token.wait.for,
      since: token.since,
    }
  })
