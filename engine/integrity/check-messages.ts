/** Every message that is thrown is heard by a scheme, and every one that is awaited is sent by somebody. */
import type { IntegrityFinding } from './finding.ts'
import { type Landscape, type MessageUse, nameOf, usesOf } from './landscape.ts'

export function checkMessages(landscape: Landscape): IntegrityFinding[] {
  const thrown = usesOf(landscape, 'thrown')
  const awaited = usesOf(landscape, 'awaited')
  const heard = new Set(awaited.map(({ name }) => name))
  const sent = new Set(thrown.map(({ name }) => name))
  const contract = ({ name }: MessageUse) => landscape.contracts.get(name)
  return [
    ...thrown
      .filter((use) => !heard.has(use.name) && contract(use)?.informative !== true)
      .map((use) =>
        finding(
          use,
          'message-without-receiver',
          `${nameOf(use.node)} of "${use.processKey}" sends "${use.name}", which no process in force takes: each such message becomes a task of the process manager. Activate a process that takes it, or remove the element.`,
        ),
      ),
    ...awaited
      .filter((use) => !sent.has(use.name) && contract(use)?.external !== true && contract(use)?.fromHost !== true)
      .map((use) =>
        finding(
          use,
          'message-without-sender',
          `${nameOf(use.node)} of "${use.processKey}" waits for "${use.name}", which no process in force sends and which may not come from outside. Put the element that sends it back, or say "external" in its contract.`,
        ),
      ),
    ...awaited
      .filter((use) => needsKey(landscape, use))
      .map((use) =>
        finding(
          use,
          'correlation-key-missing',
          `${nameOf(use.node)} of "${use.processKey}" waits for "${use.name}" without a correlation key, so any such message would do. Set its property correlationKey, or a key in the message's contract.`,
        ),
      ),
  ]
}

/** A start event takes any message of its name; whatever waits inside a case must say for which one. */
function needsKey({ schemes, contracts }: Landscape, { processKey, node, name, trigger }: MessageUse): boolean {
  const definition = schemes.get(processKey)?.definition
  if (!definition || (node.kind === 'start-event' && node.scope === processKey)) return false
  if (trigger.correlationKey !== null || (contracts.get(name)?.key ?? null) !== null) return false
  return !(definition.correlations ?? []).some(({ messages }) => Object.hasOwn(messages, name))
}

function finding({ processKey, node, name }: MessageUse, code: string, message: string): IntegrityFinding {
  return { severity: 'warning', code, processKey, elementId: node.id, subject: name, message }
}
