import { elementsOf, idOf } from '../xml/moddle-element.ts'
import { problemAt, type Check } from './check.ts'

const WORDS: Readonly<Record<string, string>> = {
  'bpmn:Choreography': 'choreography',
  'bpmn:GlobalChoreographyTask': 'global choreography task',
  'bpmn:GlobalConversation': 'global conversation',
}

/**
 * Choreographies say what partners agreed on; an engine that executes processes leaves them out (BPMN 2.0.2 §2.4),
 * which whoever drew them is told. The conversations of a collaboration are no obstacle: their correlation keys are read.
 */
export const checkNotExecuted: Check = (reading) =>
  elementsOf(reading.diagram.definitions, 'rootElements').flatMap((element) => {
    const what = WORDS[element.$type]
    if (what === undefined) return []
    const message = `A ${what} stands beside the processes; it is kept, but not executed.`
    return [problemAt(reading, { severity: 'warning', elementId: idOf(element), code: 'not-executed', message })]
  })
