import { implicitStartsOf, startEventsOf } from '../compile/scopes.ts'
import { isEventSubProcess, isInstantiating } from '../diagram/diagram.ts'
import { nameOf, problemAt, shorten, type Check } from './check.ts'

/** Every process and sub-process must begin somewhere. */
export const checkWaysToStart: Check = (reading) =>
  reading.diagram.processes
    .flatMap((process) => process.scopes)
    .flatMap((scope) => {
      if (startEventsOf(scope).length + implicitStartsOf(scope).length > 0) return []
      if (scope.nodes.some(isInstantiating)) return []
      if (scope.node !== null && isEventSubProcess(scope.node)) return []
      if (scope.node !== null && scope.nodes.length === 0) {
        const message = `The sub-process ${nameOf(scope.node)} is empty and passes at once; draw its steps.`
        return [problemAt(reading, { severity: 'warning', elementId: scope.id, code: 'sub-process-empty', message })]
      }
      const what = scope.node === null ? `process "${shorten(scope.id)}"` : `sub-process ${nameOf(scope.node)}`
      const message = `Nothing in the ${what} can start; give it a start event.`
      return [problemAt(reading, { elementId: scope.id, code: 'no-way-to-start', message })]
    })
