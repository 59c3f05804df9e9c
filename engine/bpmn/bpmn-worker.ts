/** The thread in which uploaded XML is read; `read-bpmn.ts` starts it, and stops it when it takes too long. */
import { parentPort, workerData } from 'node:worker_threads'
import type { BpmnLimits } from './bpmn-limits.ts'
import { readBpmnText } from './read-bpmn-text.ts'

const port = parentPort
const limits: BpmnLimits = workerData
if (port === null) throw new Error('Expected to run in a worker thread, but this is the main thread.')

port.on('message', ({ resource, text }: { resource: string; text: string }) => {
  // A rejection ends the thread, and the reader turns that into a problem.
  void readBpmnText(resource, text, limits).then((reading) => port.postMessage({ kind: 'read', reading }))
})
port.postMessage({ kind: 'ready' })
