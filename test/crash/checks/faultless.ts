import type { Check } from './facts.ts'

/** No client met an error that is none of the engine's refusals. */
export const faultless: Check = function* ({ told }) {
  for (const { key, faults } of told) for (const fault of faults) yield `"${key}" met a fault: ${fault}`
}
