/** Small processes in place of the schemes that another one talks to, so that what they hear can be read from a task. */
import { diagram, line } from './diagram-file.ts'

/** A task that shows what its process has heard. */
export const heard = (id: string): string => `<userTask id="${id}" camunda:candidateGroups="PM" />`

export const startedBy = (message: string): string =>
  `<startEvent id="heard"><messageEventDefinition messageRef="${message.replaceAll('.', '_')}" /></startEvent>`

/** A process that begins with a message and waits at `task`. */
export const listener = (key: string, message: string, task: string) =>
  diagram(key, line(startedBy(message), heard(task)), { messages: [message] })
