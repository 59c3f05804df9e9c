import { elementsOf, idOf } from '../xml/moddle-element.ts'
import { problemAt, type Check } from './check.ts'

/** A file that nothing can be started from is a mistake, e.g. a collaboration of black boxes. */
export const checkExecutableProcess: Check = (reading) => {
  if (reading.diagram.processes.length > 0) return []
  const process = elementsOf(reading.diagram.definitions, 'rootElements').find((root) => root.$type === 'bpmn:Process')
  const message = 'The file has no executable process; mark one as executable (isExecutable="true").'
  return [problemAt(reading, { elementId: idOf(process ?? null), code: 'no-executable-process', message })]
}
