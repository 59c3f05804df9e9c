import { elementsOf, idOf } from '../xml/moddle-element.ts'
import { problemAt, type Check } from './check.ts'

const WORDS: Readonly<Record<string, string>> = {
  'bpmn:Choreography': 'choreography',
  'bpmn:GlobalChoreographyTask': 'global choreography task',
  'bpmn:GlobalConversation': 'conversation',
}

/**
 * Choreographies and conversations say what partners agreed on; an engine that executes processes may leave them out
 * (BPMN 2.0.2 §2.4), which whoever drew them is told.
 */
export const checkNotExecuted: Check = (reading) => {
  const roots = elementsOf(reading.diagram.definitions, 'rootElements')
  const conversations = roots.flatMap((root) => elementsOf(root, 'conversations').slice(0, 1))
  const whole = roots.filter(({ $type }) => Object.hasOwn(WORDS, $type))
  return [...whole, ...conversations].map((element) => {
    const what = WORDS[element.$type] ?? 'conversation'
    const message = `A ${what} stands beside the processes; it is kept, but not executed.`
    return problemAt(reading, { severity: 'warning', elementId: idOf(element), code: 'not-executed', message })
  })
}
