/** Correlation keys of the file's collaborations, as a process of it uses them (BPMN 2.0.2 §8.4.2, §9.5). */
import type { CorrelationKey, Expression } from '../../model/process-definition.ts'
import { nameOfMessage } from '../diagram/message-names.ts'
import { bodyOf, elementOf, elementsOf, idOf, type ModdleElement } from '../xml/moddle-element.ts'
import type { Compilation } from './compilation.ts'

/** Keys without properties, and those that no message carries whole, tell nothing apart and are left out. */
export function compileCorrelations(compilation: Compilation): CorrelationKey[] {
  const { process } = compilation
  return correlationKeysOf(process.definitions).flatMap((key, index): CorrelationKey[] => {
    const properties = elementsOf(key, 'correlationPropertyRef')
    const messages = compileMessagePaths(properties, compilation)
    if (Object.keys(messages).length === 0) return []
    const id = idOf(key) ?? `correlation-key-without-id-${index + 1}`
    return [{ id, messages, data: compileDataPaths(key, properties, compilation) }]
  })
}

/** Of the collaborations and of the conversations in them, however deep, in document order. */
export function correlationKeysOf(definitions: ModdleElement): ModdleElement[] {
  return elementsOf(definitions, 'rootElements').flatMap((root) => {
    const holders = [root, ...elementsOf(root, 'conversations')]
    for (let index = 1; index < holders.length; index++)
      for (const inner of elementsOf(holders[index] ?? null, 'conversationNodes')) holders.push(inner)
    return holders.flatMap((holder) => elementsOf(holder, 'correlationKeys'))
  })
}

/** The retrieval expressions of a correlation property. */
export function retrievalsOf(property: ModdleElement): ModdleElement[] {
  return elementsOf(property, 'correlationPropertyRetrievalExpression')
}

/** The subscription of a process to a key; null where the first message says the key's values. */
function subscriptionTo(key: ModdleElement, process: ModdleElement): ModdleElement | null {
  const subscriptions = elementsOf(process, 'correlationSubscriptions')
  return subscriptions.find((subscription) => elementOf(subscription, 'correlationKeyRef') === key) ?? null
}

/** The binding of a property in a subscription. */
export function bindingOf(property: ModdleElement, subscription: ModdleElement): ModdleElement | null {
  const bindings = elementsOf(subscription, 'correlationPropertyBinding')
  return bindings.find((binding) => elementOf(binding, 'correlationPropertyRef') === property) ?? null
}

/** A message carries a key when there is a path for each of its properties. */
function compileMessagePaths(
  properties: readonly ModdleElement[],
  { read }: Compilation,
): Record<string, readonly Expression[]> {
  const pathsOf = properties.map((property) => {
    const paths = new Map<string, Expression>()
    for (const retrieval of retrievalsOf(property)) {
      const name = nameOfMessage(elementOf(retrieval, 'messageRef'))
      if (name === null || paths.has(name)) continue
      const path = read.expression(bodyOf(retrieval, 'messagePath'), idOf(property) ?? '')
      if (path !== null) paths.set(name, path)
    }
    return paths
  })
  const whole = [...(pathsOf[0]?.keys() ?? [])].filter((name) => pathsOf.every((paths) => paths.has(name)))
  return Object.fromEntries(whole.map((name) => [name, pathsOf.flatMap((paths) => paths.get(name) ?? [])]))
}

function compileDataPaths(
  key: ModdleElement,
  properties: readonly ModdleElement[],
  { process, read }: Compilation,
): Expression[] | null {
  const subscription = subscriptionTo(key, process.element)
  if (subscription === null) return null
  const paths = properties.flatMap((property) => {
    const binding = bindingOf(property, subscription)
    return (binding && read.expression(bodyOf(binding, 'dataPath'), process.id)) ?? []
  })
  return paths.length === properties.length ? paths : null
}
