import { checkFeel } from '../../expressions/check-feel.ts'
import type { CorrelationKey } from '../../model/process-definition.ts'
import { bindingOf, correlationKeysOf, retrievalsOf } from '../compile/correlations.ts'
import { nameOfMessage } from '../diagram/message-names.ts'
import { bodyOf, elementOf, elementsOf, idOf, type ModdleElement } from '../xml/moddle-element.ts'
import { problemAt, shorten, type Check, type Finding } from './check.ts'

/** What tells conversations apart must be whole, or messages would find strangers (BPMN 2.0.2 §8.4.2). */
export const checkCorrelations: Check = (reading) => {
  const properties = new Set(
    correlationKeysOf(reading.diagram.definitions).flatMap((key) => elementsOf(key, 'correlationPropertyRef')),
  )
  return [
    ...[...properties].flatMap((property) => retrievalsOf(property).flatMap((one) => wrongRetrieval(one, property))),
    ...reading.diagram.processes.flatMap(({ element, id }) =>
      elementsOf(element, 'correlationSubscriptions').flatMap((one) => wrongSubscription(one, id)),
    ),
    ...reading.definitions.flatMap(({ correlations = [] }) => correlations.flatMap(wrongPaths)),
  ].map((finding) => problemAt(reading, finding))
}

/** A path reads the payload alone, wherever the message is: no case is at hand whose host functions it could call. */
function wrongPaths({ id, messages }: CorrelationKey): Finding[] {
  return Object.values(messages)
    .flat()
    .flatMap(({ feel, source }) => {
      const problem = checkFeel(feel, [])
      if (problem === null) return []
      const message = `The message path "${shorten(source)}" of "${shorten(id)}" cannot be used: ${shorten(problem, 300)}`
      return [{ elementId: id, code: 'expression-invalid', message }]
    })
}

function wrongRetrieval(retrieval: ModdleElement, property: ModdleElement): Finding[] {
  const elementId = idOf(property)
  const what = `The correlation property "${shorten(elementId ?? '')}"`
  const name = nameOfMessage(elementOf(retrieval, 'messageRef'))
  const path = bodyOf(retrieval, 'messagePath')
  if (name === null || path === null) {
    const message = `${what} has a retrieval expression without ${name === null ? 'message' : 'path'}; complete or remove it.`
    return [{ elementId, code: 'correlation-incomplete', message }]
  }
  if (/^=|[$#]\{/.test(name)) {
    const message = `${what} is not looked for in a message whose name is computed; write the name itself.`
    return [{ severity: 'warning', elementId, code: 'correlation-name-computed', message }]
  }
  return []
}

function wrongSubscription(subscription: ModdleElement, processId: string): Finding[] {
  const key = elementOf(subscription, 'correlationKeyRef')
  if (key === null) {
    const message = `A correlation subscription of "${shorten(processId)}" names no correlation key of the file; choose one.`
    return [{ elementId: processId, code: 'correlation-incomplete', message }]
  }
  return elementsOf(key, 'correlationPropertyRef')
    .filter((property) => {
      const binding = bindingOf(property, subscription)
      return binding === null || bodyOf(binding, 'dataPath') === null
    })
    .map((property) => {
      const message = `The correlation subscription of "${shorten(processId)}" does not say where the data has "${shorten(idOf(property) ?? '')}"; add its binding.`
      return { elementId: processId, code: 'correlation-incomplete', message }
    })
}
