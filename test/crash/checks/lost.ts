import type { Check, Facts, InstanceFacts } from './facts.ts'

/** What was acknowledged is stored. */
export const lost: Check = function* (facts) {
  const tasks = new Map(facts.snapshot.tasks.map((task) => [task.id, task]))
  const messages = new Map(facts.snapshot.messages.map((message) => [message.messageId, message]))
  for (const { key, command, input, answers } of facts.told) {
    const [answer] = answers
    if (answer === undefined) continue
    switch (command) {
      case 'startProcessInstance': {
        const { id } = answer as { id: string }
        if (!facts.instances.has(id)) yield `"${key}" was acknowledged, but instance "${id}" is not there.`
        break
      }
      case 'publishMessage': {
        const stored = messages.get(String(input.messageId))
        if (!stored) yield `"${key}" was acknowledged, but its message is not there.`
        else if (receiverOf(answer) !== null && stored.deliveredTo !== receiverOf(answer))
          yield `"${key}" was acknowledged as delivered to "${receiverOf(answer)}", but the message says "${stored.deliveredTo}".`
        break
      }
      case 'completeTask': {
        const taskId = String(input.taskId)
        if (tasks.get(taskId)?.state !== 'completed')
          yield `"${key}" was acknowledged, but the task is ${tasks.get(taskId)?.state ?? 'not there'}.`
        else if (!holdsData(instanceOf(facts, taskId), input.data))
          yield `"${key}" was acknowledged, but what was filled in is not in the history.`
      }
    }
  }
}

function receiverOf(answer: unknown): string | null {
  return (answer as { processInstanceId: string | null }).processInstanceId
}

function instanceOf(facts: Facts, taskId: string): InstanceFacts | undefined {
  return facts.instances.get(taskId.slice(0, taskId.indexOf('.')))
}

function holdsData(instance: InstanceFacts | undefined, data: unknown): boolean {
  const wanted = JSON.stringify(data)
  return (
    instance?.history.some(
      ({ type, data: noted }) => type === 'variables-set' && JSON.stringify(noted.variables) === wanted,
    ) ?? false
  )
}
