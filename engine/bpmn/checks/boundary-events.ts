import { eventDefinitionsOf } from '../compile/event-trigger.ts'
import type { DiagramNode } from '../diagram/diagram.ts'
import { elementOf, textOf } from '../xml/moddle-element.ts'
import { nameOf, nodesOf, problemAt, shorten, type Check, type Finding } from './check.ts'

/** An error is caught at one place of an activity (BPMN 2.0.2 §10.5.6): of two events for it only the first acts. */
export const checkErrorsCaughtOnce: Check = (reading) =>
  nodesOf(reading).flatMap((host) => {
    const taken = new Set<string>()
    return host.boundaryEvents.flatMap((event) => {
      const codes = caughtCodes(event)
      const twice = codes.find((code) => taken.has(code))
      for (const code of codes) taken.add(code)
      return twice === undefined ? [] : [problemAt(reading, secondFor(twice, event, host))]
    })
  })

function secondFor(code: string, event: DiagramNode, host: DiagramNode): Finding {
  const what = code === ANY ? 'any error' : `the error "${shorten(code)}"`
  const message = `${nameOf(event)} is a second boundary event of ${nameOf(host)} for ${what} and never acts; keep one.`
  return { severity: 'warning', elementId: event.id, code: 'error-caught-twice', message, section: '10.5.6' }
}

const ANY = ''

function caughtCodes(event: DiagramNode): string[] {
  return eventDefinitionsOf(event)
    .filter((definition) => definition.$type === 'bpmn:ErrorEventDefinition')
    .map((definition) => textOf(elementOf(definition, 'errorRef'), 'errorCode') ?? ANY)
}
