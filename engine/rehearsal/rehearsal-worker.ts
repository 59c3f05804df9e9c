/** The thread in which definitions are rehearsed; `rehearsal-thread.ts` starts it, and stops it when it takes too long. */
import { parentPort, workerData } from 'node:worker_threads'
import { buildDiagram } from '../bpmn/diagram/build-diagram.ts'
import { parseXml } from '../bpmn/xml/parse-xml.ts'
import { reasonOf } from '../model/reason-of.ts'
import { drawForBpmnEngine } from './draw-for-bpmn-engine.ts'
import { explore } from './explore.ts'
import { limitedElements } from './known-limits.ts'
import type { Question, Rehearsable, ThreadAnswer } from './rehearsal-thread.ts'
import type { SecondEngine } from './second-engine.ts'
import { flowsToJoins } from './ways-apart.ts'

const port = parentPort
if (port === null) throw new Error('Expected to run in a worker thread, but this is the main thread.')
const { definition, xml, budget, limits }: Rehearsable = workerData

const { definitions } = await parseXml(xml.replace(/^\ufeff/, ''))
const diagram = definitions === null ? null : buildDiagram(definitions)
const process = diagram?.processes.find(({ id }) => id === definition.processKey)
let second: SecondEngine | null = null

const answer = async (question: Question): Promise<ThreadAnswer> => {
  if (!process) return { kind: 'failed', reason: `process "${definition.processKey}" is not in its file` }
  if (question.kind === 'explore') {
    // The other half is for the comparison.
    const exploration = explore(definition, { ...budget, milliseconds: budget.milliseconds / 2 }, limits)
    return { kind: 'explored', exploration, limited: limitedElements(process, definition) }
  }
  // Loaded only where there is something to compare.
  const { bpmnEngine } = await import('./bpmn-engine-replay.ts')
  second ??= bpmnEngine({
    definition,
    draw: (startEvent) => drawForBpmnEngine(process, definition, startEvent),
    flowsToJoins: flowsToJoins(process.nodes),
  })
  return { kind: 'replayed', replay: await second.replay(question.steps) }
}

port.on('message', (question: Question) => {
  answer(question).then(
    (told) => port.postMessage(told),
    (error: unknown) => port.postMessage({ kind: 'failed', reason: reasonOf(error) } satisfies ThreadAnswer),
  )
})
port.postMessage({ kind: 'ready' } satisfies ThreadAnswer)
