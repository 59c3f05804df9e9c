/**
 * What is specific to single services: only the delivery of a service and its simple delivery at the counter; everything else is
 * common to the whole institution (methodology, 3.4). In a diagram that is a call activity which finds out by the case which
 * process it calls, or one that names a process of the group `service`; pages show it in green.
 */
import type { DefinitionOutline, OutlineElement } from '../../../engine/model/definition-outline.ts'

/** Keys that a diagram spells out look so; anything else is computed. */
const KEY = /^[\w-]+$/
/** By convention, where a delivery process is named and not in force yet. */
const SERVICE_KEY = /^svc-/

/** Whether a call activity calls what differs from service to service. */
export function isServiceSpecific({ calls }: Pick<OutlineElement, 'calls'>): boolean {
  return calls !== null && (!KEY.test(calls) || SERVICE_KEY.test(calls))
}

/** @returns ids of the call activities that pages show in green */
export function serviceSpecificSteps({ elements }: Pick<DefinitionOutline, 'elements'>): readonly string[] {
  return elements.filter(isServiceSpecific).map(({ id }) => id)
}
