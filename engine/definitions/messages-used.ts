import type { CompiledProcess } from '../bpmn/bpmn-reading.ts'

/** Names of the messages that a diagram throws, receives or starts by; computed ones are known only at run time. */
export function messagesUsed({ uses }: CompiledProcess): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { name } of [...uses.messagesThrown, ...uses.messagesReceived, ...uses.messagesStarting])
    if ('literal' in name) names.add(String(name.literal))
  return names
}
