import { startEventsOf } from '../compile/scopes.ts'
import { isEventSubProcess } from '../diagram/diagram.ts'
import { elementOf } from '../xml/moddle-element.ts'
import { nameOf, problemAt, type Check } from './check.ts'

/** An event sub-process is started by its one start event and by nothing else (BPMN 2.0.2 §10.3.5). */
export const checkEventSubProcesses: Check = (reading) =>
  reading.diagram.processes
    .flatMap((process) => process.scopes)
    .flatMap((scope) => {
      const { node } = scope
      if (node === null || !isEventSubProcess(node)) return []
      const messages: string[] = []
      const starts = startEventsOf(scope).length
      if (starts !== 1) {
        messages.push(`The event sub-process ${nameOf(node)} has ${starts} start events; give it exactly one.`)
      }
      if (node.incoming.length + node.outgoing.length > 0) {
        messages.push(`The event sub-process ${nameOf(node)} has sequence flows; remove them, its event starts it.`)
      }
      if (elementOf(node.element, 'loopCharacteristics') !== null) {
        messages.push(
          `The event sub-process ${nameOf(node)} is marked to repeat; remove the marker, its event repeats it.`,
        )
      }
      return messages.map((message) =>
        problemAt(reading, { elementId: node.id, code: 'event-sub-process-invalid', message, section: '10.3.5' }),
      )
    })
