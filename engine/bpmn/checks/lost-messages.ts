import type { DiagramNode } from '../diagram/diagram.ts'
import type { Reading } from './check.ts'

/** Whether a send or receive task names a message or operation that is not in the file. */
export function refersToNothing({ element }: DiagramNode, { warnings }: Reading): boolean {
  return warnings.some(
    (warning) =>
      warning.element === element &&
      (warning.property === 'bpmn:messageRef' || warning.property === 'bpmn:operationRef'),
  )
}
