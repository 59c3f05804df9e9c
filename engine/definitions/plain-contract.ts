import type { MessageContract } from '../model/deployment.ts'

/** The contract of a message that no `messages.json` describes: any payload, found by its name alone. */
export function plainContract(name: string, external: boolean): MessageContract {
  return { name, key: null, uniqueBy: [], payload: null, timeToLive: null, external }
}
